"""What exists: people, places and ties, the levers of policy and the programmes people join."""
