"""What a body is called and what kind it is, now and before a change.

The current list says everything of a body of today; of earlier ones only what the change list says
is known, and nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dagster_project.common.text import clean
from dagster_project.municipalities.events import Change, CodeName

TOWNS = ("town", "village")
WARD = "designated_city_ward"


@dataclass(frozen=True)
class Attributes:
    """What is known of a body during one span; None where no source says it."""

    code5: str
    name: str
    municipality_type: str
    county: str | None
    is_county_known: bool
    kana: str | None
    english: str | None

    @property
    def key(self) -> CodeName:
        return self.code5, clean(self.name)


def kind_of(code5: str, name: str, scope: str) -> str:
    """The type of a body, by what the row is about, the last character of its name and its code."""
    if scope == "ward":
        return WARD
    if name.endswith("区"):
        return "special_ward"
    if name.endswith("市"):
        return "designated_city" if int(code5[2:]) < 200 else "city"
    return "town" if name.endswith("町") else "village"


def designated_city_code(ward: str, cities: list[str]) -> str | None:
    """The code of a ward's city: the nearest lower code of a designated city of the prefecture.

    Codes are given out in blocks: 北九州市 40100 has 40101 to 40109, 福岡市 40130 has 40131 on.
    """
    return max((city for city in cities if city[:2] == ward[:2] and city < ward), default=None)


def with_printed_county(later: Attributes, change: Change) -> Attributes:
    """The attributes after a change, with the county that the change prints for that time."""
    district = change.new_body.district
    if later.is_county_known or not district or not district.endswith("郡"):
        return later
    return replace(later, county=district, is_county_known=True)


def attributes_before(later: Attributes, change: Change) -> Attributes:
    """The attributes before a change that continued the body.

    Kana and English stay with an unchanged name; a "rename" to the same name changed its reading
    or a glyph, so those of before are not known. The county stays with a town or village.
    """
    code5, name = change.old_body.code5, change.old_body.name
    is_same_name = change.old_body.key[1] == later.key[1] and change.change_type != "renamed"
    kind = later.municipality_type
    if change.change_type == "became_designated_city":
        kind = "city"
    elif name[-1] != later.name[-1]:
        kind = kind_of(code5, name, change.scope)
    county, is_county_known = _earlier_county(later, change, kind)
    return Attributes(
        code5=code5,
        name=later.name if is_same_name else name,
        municipality_type=kind,
        county=county,
        is_county_known=is_county_known,
        kana=later.kana if is_same_name else None,
        english=later.english if is_same_name else None,
    )


def _earlier_county(later: Attributes, change: Change, kind: str) -> tuple[str | None, bool]:
    """The county before a change and whether it is known (a city has none, and that is known)."""
    if kind not in TOWNS:
        return None, True
    district = change.old_body.district
    if district and district.endswith("郡"):
        return district, True
    # A change between subprefectures of Hokkaido (支庁, 振興局) leaves the county as it is.
    is_other_county = change.change_type == "district_area_change" and district is None
    if is_other_county or later.municipality_type not in TOWNS:
        return None, False
    return later.county, later.is_county_known


def attributes_of_ended(change: Change) -> Attributes:
    """A body that is no more: the lists keep its code and name, nothing else."""
    code5, name = change.old_body.code5, change.old_body.name
    kind = kind_of(code5, name, change.scope)
    return Attributes(
        code5=code5,
        name=name,
        municipality_type=kind,
        county=None,
        is_county_known=kind not in TOWNS,
        kana=None,
        english=None,
    )
