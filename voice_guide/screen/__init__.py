"""What is seen: the view drawn on a terminal or as plain lines."""
