"""Every route says who may call it; the check runs before the request is even validated."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

from shared.auth import ROLES, Principal
from shared.auth.keys import KeyRing
from shared.problems import Refusal

View = TypeVar("View", bound=Callable[..., Any])
_PUBLIC: frozenset[str] = frozenset()


def requires(*roles: str) -> Callable[[View], View]:
    """Only these roles may call the view; put it nearest to the function."""
    unknown = set(roles) - set(ROLES)
    if unknown or not roles:
        raise ValueError(f"unknown roles {unknown}")

    def mark(view: View) -> View:
        view.allowed_roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Anybody may call the view."""
    view.allowed_roles = _PUBLIC  # type: ignore[attr-defined]
    return view


def principal() -> Principal:
    """Who calls."""
    found: Principal = g.principal
    return found


def install(app: Flask, keys: KeyRing) -> None:
    def check() -> None:
        if request.endpoint is None or _is_documentation(request.endpoint):
            return
        roles = _roles(request.endpoint)
        if roles is _PUBLIC:
            return
        g.principal = _identify(keys)
        if g.principal.role not in roles:
            allowed = "、".join(ROLES[role] for role in sorted(roles))
            raise Refusal(403, "role_not_allowed", f"此密钥的角色不能使用该接口；可用的角色：{allowed}。")

    app.before_request(check)


def _roles(endpoint: str) -> frozenset[str]:
    # A view without a mark is a fault of ours: AttributeError, hence 500, never an open door.
    roles: frozenset[str] = current_app.view_functions[endpoint].allowed_roles  # type: ignore[union-attr]
    return roles


def _identify(keys: KeyRing) -> Principal:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    found = keys.principal(key.strip()) if scheme.lower() == "bearer" and key else None
    if found is None:
        raise Refusal(
            401, "key_invalid", "缺少有效的访问密钥：请在 Authorization 请求头中提供“Bearer 密钥”。",
            headers={"WWW-Authenticate": "Bearer"},
        )  # fmt: skip
    return found


def _is_documentation(endpoint: str) -> bool:
    return endpoint.startswith(("openapi.", "swagger."))
