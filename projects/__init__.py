"""The investment catalogue: kinds of project a plan names and sited projects."""
