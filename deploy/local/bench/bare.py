"""What intake_requests is measured against: a bare Flask view that validates the same JSON and inserts one row."""

import os
from datetime import UTC, datetime

from flask import Flask, Response, jsonify, request
from sqlalchemy import Column, DateTime, MetaData, Table, Uuid, insert
from sqlalchemy.dialects.postgresql import JSONB

from intake_service.api.inputs import NewApplication
from shared.database import engine, transaction, uuid7

ROWS = Table(
    "bench_rows",
    MetaData(),
    Column("id", Uuid, primary_key=True),
    Column("body", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
)


def create_app() -> Flask:
    """Nothing but the validation and the row: no keys, traces, metrics, checks, encryption or history."""
    app = Flask(__name__)
    database = engine(os.environ["ARTISAN_DATABASE_URL"])

    @app.post("/rows")
    def create() -> tuple[Response, int]:
        body = NewApplication.model_validate(request.get_json())
        row = {
            "id": uuid7(), "body": body.model_dump(mode="json", by_alias=True), "created_at": datetime.now(UTC)
        }  # fmt: skip
        with transaction(database) as session:
            session.execute(insert(ROWS).values(row))
        return jsonify(id=str(row["id"])), 201

    return app
