"""A routine told from memory: the guide asks what comes next, a learner tells it in own words."""
