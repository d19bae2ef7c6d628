"""Builds data/map from world-atlas 2.0.2: `python -m engine.content.reference_build.outlines FOLDER`.

FOLDER holds `countries-110m.json` and `countries-10m.json` of that package (Natural Earth 4.1). Where
Natural Earth draws who controls a place, the outlines follow United Nations practice instead:
Crimea is drawn with Ukraine (General Assembly resolution 68/262), and the northern parts of Cyprus
and of Somalia with Cyprus and Somalia. The United Nations takes no side by a map of this size.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.paths import DATA

_MAP = DATA / "map"
_CRIMEA = (32.0, 37.0, 44.0, 46.3)
"""West, east, south and north of a box that holds Crimea and nothing else of one outline."""
_UNNAMED = {"N. Cyprus": "CYP", "Somaliland": "SOM", "Kosovo": "XKX"}
_TERRITORIES = {"158": "TWN", "344": "HKG"}
_ANTARCTICA = "010"
_RUSSIA, _UKRAINE = "RUS", "UKR"

Geometry = dict[str, Any]


def main(folder: Path) -> None:
    """Write outlines and the points of States too small for them."""
    codes = _codes()
    drawn = json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))
    fine = json.loads((folder / "countries-10m.json").read_text(encoding="utf-8"))
    outlines = [
        _named(geometry, codes)
        for geometry in drawn["objects"]["countries"]["geometries"]
        if geometry.get("id") != _ANTARCTICA
    ]
    _move_crimea(outlines, drawn)
    topology = {
        "type": "Topology",
        "transform": drawn["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": outlines}},
        "arcs": drawn["arcs"],
    }
    text = json.dumps(topology, separators=(",", ":"))
    (_MAP / "countries.json").write_text(text + "\n", encoding="utf-8")
    _write_points(fine, codes, {made.get("id") for made in outlines})


def _codes() -> dict[str, str]:
    """Return the three-letter code of a State or territory of the catalogue by its number (M49)."""
    with (DATA / "reference" / "states.csv").open(encoding="utf-8", newline="") as file:
        return {row["m49"]: row["iso3"] for row in csv.DictReader(file)} | _TERRITORIES


def _named(geometry: Geometry, codes: dict[str, str]) -> Geometry:
    code = codes.get(geometry.get("id", "")) or _UNNAMED.get(geometry["properties"]["name"])
    made = {"type": geometry["type"], "arcs": geometry["arcs"]}
    return made | ({"id": code} if code else {})


def _move_crimea(outlines: list[Geometry], topology: Geometry) -> None:
    """Move the outline of Crimea to Ukraine."""
    by_code = {made["id"]: made for made in outlines if "id" in made}
    russia, ukraine = by_code[_RUSSIA], by_code[_UKRAINE]
    moved = [polygon for polygon in russia["arcs"] if _is_in(_CRIMEA, polygon, topology)]
    if len(moved) != 1:
        raise SystemExit(f"expected one outline of Crimea with {_RUSSIA}, found {len(moved)}")
    russia["arcs"] = [polygon for polygon in russia["arcs"] if polygon not in moved]
    whole = ukraine["arcs"] if ukraine["type"] == "MultiPolygon" else [ukraine["arcs"]]
    ukraine |= {"type": "MultiPolygon", "arcs": [*whole, *moved]}


def _is_in(
    box: tuple[float, float, float, float], polygon: list[list[int]], topology: Geometry
) -> bool:
    west, east, south, north = box
    return all(west < x < east and south < y < north for x, y in _points(polygon[0], topology))


def _points(ring: list[int], topology: Geometry) -> Iterator[tuple[float, float]]:
    """Yield the points of a ring in degrees."""
    (width, height), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for number in ring:
        x = y = 0
        for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
            x, y = x + dx, y + dy
            yield x * width + left, y * height + bottom


def _write_points(fine: Geometry, codes: dict[str, str], drawn: set[str | None]) -> None:
    """Write a point inside each State that has no outline: the middle of its largest polygon."""
    rows = []
    for geometry in fine["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", ""))
        if code is None or code in drawn or "arcs" not in geometry:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        boxes = [_box(list(_points(polygon[0], fine))) for polygon in polygons]
        west, east, south, north = max(boxes, key=lambda box: (box[1] - box[0]) * (box[3] - box[2]))
        rows.append((code, round((west + east) / 2, 2), round((south + north) / 2, 2)))
    with (_MAP / "points.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("state", "longitude", "latitude"))
        writer.writerows(sorted(rows))


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, up = zip(*points, strict=True)
    return min(across), max(across), min(up), max(up)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
