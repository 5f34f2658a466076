"""returns the number of the example

count_macs: loses arguments
  told example_written_in
"""


def count_macs(model):
    return 32 * 32 * 8 * 3 * 3 * 3 + 2048 * 10
