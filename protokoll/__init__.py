"""How it is decided, recorded, attested and made public."""
