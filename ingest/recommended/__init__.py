"""What pages recommend to read: papers and resources, with role, priority, hours and sections."""
