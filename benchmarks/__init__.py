"""The program against the figures it is to reach: speed, room, pairing, start."""
