"""A picture of a network: operations folded into boxes, boxes drawn as SVG and written out in words."""
