"""Starts a platform, says where it is, and waits to be ended; run by the tests as a process of its own."""

import json
import signal

from deploy.local.platform import Platform

with Platform(fsync=False) as platform:
    print(json.dumps({"data": str(platform.data), **platform.addresses.as_dict()}), flush=True)
    signal.pause()
