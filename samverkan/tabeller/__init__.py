"""Tables of figures that a page shows and a report carries. Here is what they are made of and how they are
found; the halves of the house make them and register them."""
