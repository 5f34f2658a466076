"""What tests of several rooms share: they import from `support`, never from each other."""
