"""What the API takes and gives, in marshmallow's words."""
