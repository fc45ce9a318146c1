"""What `./dev` is made of: the machine beneath and the services. Not part of the application."""
