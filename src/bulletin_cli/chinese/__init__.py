"""The ground floor: what Chinese text is made of, shared by all stages."""
