"""`bulletin status`: how an archive of `bulletin run` stands."""
