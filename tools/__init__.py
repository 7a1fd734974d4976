"""What builds parts of the product; nothing of it runs at install."""
