"""Files that mean harm, or look as if they did, each built here from its description."""
