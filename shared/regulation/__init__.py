"""The regulation as data: loader, arithmetic and editions (版本)."""
