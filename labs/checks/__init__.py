"""What this machine can run: libraries against the course's code, hardware against what profiles need."""
