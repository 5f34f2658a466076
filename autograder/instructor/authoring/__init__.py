"""Making the course: releases, the recorded reference, and the proof that the course is sound."""
