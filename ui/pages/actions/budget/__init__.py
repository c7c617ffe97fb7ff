"""Budget and return: what to fund under the cap."""
