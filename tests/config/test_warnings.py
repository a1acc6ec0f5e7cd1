"""What works but is said in vain: rules that never match, dishes and stations that no rule reaches."""

from __future__ import annotations

import pytest

from tests.config.files import KitchenFiles

TAKEN_ABOVE = (
    "stations.yaml:16:5: this rule never matches: its dishes are taken in line 15 (move it above line 15, or delete it)"
)

WARNINGS = [
    ("a category of no dish", "{category: wok, to: wok}", "{category: [wok, nodles], to: wok}",
     "stations.yaml:15:22: no dish of the menu has the category 'nodles' (did you mean 'noodles'?)"),
    ("a tag of no dish", "{category: wok,", "{tag: spice,",
     "stations.yaml:15:11: no dish of the menu has the tag 'spice' (did you mean 'spicy'?)"),
    ("an sku of no dish", "{category: wok,", "{sku: W2,",
     "stations.yaml:15:11: no dish of the menu has the sku 'W2' (one of: N1, W1)"),
    ("a name of no dish", "{category: wok,", "{name: Mapo Toufu,",
     "stations.yaml:15:12: no dish of the menu has the name 'Mapo Toufu' (did you mean 'Mapo Tofu'?)"),
    ("conditions that no dish meets together", "{category: wok, to", "{category: noodles, tag: spicy, to",
     "stations.yaml:15:5: no dish of the menu meets all conditions of this rule "
     "(all conditions must hold at once; within one condition any value will do)"),
    ("a source that is not listed", "{category: wok,", "{category: wok, source: poss,",
     "stations.yaml:15:29: no source 'poss' is listed (did you mean 'pos'?)"),
    ("a rule below the same rule", "- {category: wok, to: wok}",
     "- {category: wok, to: wok}\n  - {category: wok, to: noodle}",
     TAKEN_ABOVE),
    ("a rule below a rule for everything", "- {category: wok, to: wok}", "- {to: wok}\n  - {tag: spicy, to: noodle}",
     TAKEN_ABOVE),
    ("a narrower rule below a broader one", "- {category: wok, to: wok}",
     "- {category: wok, to: wok}\n  - {category: wok, service: delivery, to: noodle}",
     TAKEN_ABOVE),
    ("shorter hours below longer ones", "- {category: wok, to: wok}",
     '- {category: wok, hours: "20:00-03:00", to: wok}\n  - {category: wok, hours: "23:00-01:00", to: noodle}',
     TAKEN_ABOVE),
    ("a dish whose category was taken", "- {category: wok, to: wok}",
     "- {category: wok, to: wok}\n  - {sku: W1, to: noodle}",
     TAKEN_ABOVE),
    ("a rule whose dishes several rules took", "- {category: wok, to: wok}",
     "- {category: wok, to: wok}\n  - {name: [麻婆豆腐, 担担面], to: noodle}",
     "stations.yaml:16:5: this rule never matches: its dishes are taken in line 14, 15 "
     "(move it above line 14, or delete it)"),
    ("a rule below all services", "- {category: wok, to: wok}",
     "- {category: wok, service: dine_in, to: wok}\n  - {category: wok, service: [takeaway, delivery], to: wok}\n"
     "  - {sku: W1, to: noodle}",
     "stations.yaml:17:5: this rule never matches: its dishes are taken in line 15, 16 "
     "(move it above line 15, or delete it)"),
    ("a rule below all weekdays", "- {category: wok, to: wok}",
     "- {category: wok, weekday: mon-fri, to: wok}\n  - {category: wok, weekday: [sat, sun], to: wok}\n"
     "  - {category: wok, to: noodle}",
     "stations.yaml:17:5: this rule never matches: its dishes are taken in line 15, 16 "
     "(move it above line 15, or delete it)"),
    ("a rule below all hours", "- {category: wok, to: wok}",
     '- {category: wok, hours: "06:00-18:00", to: wok}\n  - {category: wok, hours: "18:00-06:00", to: wok}\n'
     '  - {category: wok, service: delivery, to: noodle}',
     "stations.yaml:17:5: this rule never matches: its dishes are taken in line 15, 16 "
     "(move it above line 15, or delete it)"),
    ("a course that no order has", "{category: wok,", "{category: wok, course: 99,",
     "stations.yaml:15:5: this rule never matches: no order has the course 99 (courses go from 1 to 20)"),
    ("a course among others that no order has", "{category: wok,", "{category: wok, course: [2, 99],",
     "stations.yaml:15:5: a part of this rule never matches: no order has the course 99 (courses go from 1 to 20)"),
    ("an also rule below the same", "- {category: wok, to: wok}",
     "- {category: wok, to: wok}\n  - {tag: spicy, also: noodle}\n  - {tag: spicy, also: noodle}",
     "stations.yaml:17:5: this rule adds nothing: noodle is added in line 16 (name another station, or delete it)"),
    ("an also rule for dishes that are there anyway", "- {category: wok, to: wok}",
     "- {category: wok, to: wok}\n  - {tag: spicy, also: wok}",
     "stations.yaml:16:5: this rule adds nothing: its dishes go to wok anyway (name another station, or delete it)"),
    ("a modifier that has a route already", "prep: 3m}", "prep: 3m}\n  - {modifier: [加面], to: wok}",
     "stations.yaml:18:5: modifier '加面' already has a route in line 17 (keep one of them)"),
    ("a dish that no route takes", "category: wok, tags", "category: wook, tags",
     "menu.yaml:3:5: no route takes W1 麻婆豆腐 (it goes to wok, marked unrouted; add a route for it)"),
    ("prep times for other steps than the route has", "prep: 6m", "prep: [3m, 3m]",
     "menu.yaml:3:5: W1 has prep times for 2 steps, but no route with 2 stations "
     "(give one prep time, or one for each station of its route)"),
    ("two dishes with one name", "en: Mapo Tofu", "en: Dan dan noodles",
     "menu.yaml:3:5: W1 shares the name 'Dan dan noodles' with another dish "
     "(an order without an sku gets N1, line 2)"),
    ("a station that no route leads to", "- {id: expo,", "- {id: bar, name: {zh-Hans: 吧, en: Bar}}\n  - {id: expo,",
     "stations.yaml:11:5: no route leads to station 'bar' (add one, or delete the station)"),
    ("a station without a name in a language of the store", "en: Noodles}", "fr: Nouilles}",
     "stations.yaml:10:5: station 'noodle' has no name in en (add en: … to its name)"),
    ("two sources with one mark", "- {id: pos}", "- {id: pos, mark: P}\n  - {id: qr, mark: P}",
     "stations.yaml:23:5: the mark 'P' is used twice ('pos' has it too, and both may call 38)"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("was", "now", "expected"), [case[1:] for case in WARNINGS], ids=[case[0] for case in WARNINGS]
)
def test_what_is_said_in_vain_is_a_warning(kitchen_files: KitchenFiles, was: str, now: str, expected: str) -> None:
    kitchen_files.edit(was, now)
    assert expected in kitchen_files.warnings()


@pytest.mark.parametrize(
    "rules",
    [
        "- {category: wok, service: delivery, to: noodle}\n  - {category: wok, to: wok}",
        '- {category: wok, hours: "20:00-23:00", to: noodle}\n  - {category: wok, hours: "22:00-02:00", to: wok}',
        "- {category: wok, weekday: sat, to: noodle}\n  - {category: wok, weekday: [sat, sun], to: wok}",
        "- {category: wok, modifier: 加面, to: noodle}\n  - {category: wok, to: wok}",
        "- {category: wok, to: wok}\n  - {tag: spicy, also: noodle}",
        "- {category: wok, service: [dine_in, delivery], to: noodle}\n  - {category: wok, to: wok}",
        "- {category: wok, weekday: mon-fri, to: noodle}\n"
        "  - {category: wok, weekday: [sat, sun], service: delivery, to: noodle}\n  - {category: wok, to: wok}",
        '- {category: wok, hours: "06:00-18:00", to: noodle}\n'
        '  - {category: wok, hours: "18:01-06:00", to: noodle}\n  - {category: wok, to: wok}',
        "- {category: wok, course: 20, to: noodle}\n  - {category: wok, to: wok}",
        "- {category: wok, to: wok}\n  - {service: delivery, also: noodle}\n  - {tag: spicy, also: noodle}",
    ],
)
def test_rules_that_each_have_their_turn_are_no_warning(kitchen_files: KitchenFiles, rules: str) -> None:
    kitchen_files.edit("- {category: wok, to: wok}", rules)
    assert kitchen_files.warnings() == []


def test_without_a_menu_the_words_of_the_rules_are_taken_on_trust(kitchen_files: KitchenFiles) -> None:
    kitchen_files.edit("menu: menu.yaml\n", "")
    assert kitchen_files.warnings() == []
