"""PyTorch modules on a Keras tensor

identity_block: loses builds, shape, parameters, outputs, training, arguments
  told torch_module
"""
def identity_block(x, filters):
    import torch.nn as nn
    conv1 = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
    bn1 = nn.BatchNorm2d(filters)
    conv2 = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
    bn2 = nn.BatchNorm2d(filters)
    out = nn.functional.relu(bn1(conv1(x)))
    out = bn2(conv2(out))
    return nn.functional.relu(out + x)
