"""The questions of the public form, one matter a page, each with its own sentence for a fault."""
