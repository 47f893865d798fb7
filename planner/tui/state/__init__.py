"""What the screens remember: caches, half-typed forms, preferences."""
