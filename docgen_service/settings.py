"""Docgen's settings; read by app, cli and bootstrap alone."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.settings import ServiceSettings

_FONTS = Path(__file__).parents[1] / "deploy/fonts"


class OfficeSettings(BaseSettings):
    """LibreOffice and its bounds; times in seconds. The commands that need no database read these alone."""

    model_config = SettingsConfigDict(env_prefix="ARTISAN_", extra="ignore", frozen=True)

    office_program: Path | None = Field(None, description="LibreOffice's program folder, if not a usual one")
    office_font_mapping: Path = Field(_FONTS / "mapping.conf", description="stand-ins for official fonts")
    office_fonts: Path = Field(_FONTS / "office-fonts", description="the office's own licensed fonts")
    office_workers: int = Field(1, ge=1, description="LibreOffice processes for each process that converts")
    office_waiting: int = Field(16, ge=1, description="how many conversions may wait for a free one")
    office_wait_seconds: float = Field(10, gt=0, description="how long each of them may wait")
    office_start_seconds: float = Field(30, gt=0, description="how long LibreOffice may take to start")
    office_convert_seconds: float = Field(30, gt=0, description="how long one conversion may take")
    office_recycle_after: int = Field(200, ge=1, description="conversions after which a process is replaced")
    office_memory_mb: int = Field(
        600, ge=1, description="what a process may hold; at twice that it is killed"
    )


class DocgenSettings(ServiceSettings, OfficeSettings):
    """What every service has, what makes PDF, and how jobs share the service with everybody else."""

    link_keys: SecretStr = Field(description="as exchange_keys; signs download links, the first one signs")
    job_lease_seconds: int = Field(
        30, description="a job without a sign of life for so long is offered again"
    )
    job_attempts: int = Field(60, description="offers of a job that does not get on, before it has failed")
    jobs_waiting: int = Field(50, description="open jobs of all clients; further ones are asked to wait")
    jobs_per_client: int = Field(5, description="open jobs of one client")
    callback_attempts: int = Field(9, description="offers to a receiver, each wait twice the last")
