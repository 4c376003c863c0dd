# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One finding in words. Pure. Every value from a phone is cleaned and isolated before it enters a sentence."""

from collections.abc import Iterator, Mapping

from devicecheck.model.consultation import Consultation
from devicecheck.model.findings import Fact, Finding, SaidBy, SubjectKind
from devicecheck.model.network_observations import NetworkDevice, NetworkLook
from devicecheck.model.observations import (
    AppFile,
    InstalledApp,
    LauncherApps,
    Observation,
    PhoneClock,
    RuleMatch,
    ServerContact,
    SigningCertificates,
    SpecialAccess,
)
from devicecheck.model.radio_observations import RadioSweep, TagSighting
from devicecheck.model.setting_observations import NetworkSetting
from devicecheck.model.signatures import SignatureStatus
from devicecheck.report import fact_reasons, network_said
from devicecheck.report.clean_text import clean, shown
from devicecheck.report.dates import phone_day
from devicecheck.report.name_in_sentence import described, fitted
from devicecheck.report.page import FindingView, Line
from devicecheck.report.which_phone import label, said_of
from devicecheck.report.wording import Wording

MOST_SIGNATURES = 3
MOST_EVIDENCE = 40
"""Lines of details under one finding; the document itself holds all of them."""

_NO_APPS = frozenset({SubjectKind.TAG, SubjectKind.NETWORK_DEVICE})
"""What is no app: phrases about apps would be untrue of it, and its code has its own."""
_WITHOUT_LABEL = _NO_APPS | {SubjectKind.TRAFFIC}
"""What has no hidden label: it is known by the entry of the list, by a number in the air or by an address."""
_SAID_BY_CLIENT = frozenset({Fact.TAG_OWN, Fact.DEVICE_KNOWN})
_SAID_BY_LIST = frozenset(fact for fact in Fact if fact.startswith("listed-"))

Terms = Mapping[str, str]
_EXPECTED = (
    "installed", "installer", "updater", "version", "account", "copied", "removed", "last_used", "traces", "address",
    "maker", "said", "patched", "days", "hours", "minutes", "computers", "certificates",
)  # fmt: skip
"""Terms that words may name; what a document of another version lacks reads "not known"."""


def finding_view(finding: Finding, consultation: Consultation, wording: Wording) -> FindingView:
    """The finding, every part of it a finished sentence."""
    terms = _terms(finding, wording)
    own = f"findings.codes.{finding.code}"
    area = own if wording.has(f"{own}.headline") else "findings.codes.unlisted-code"
    kind, device = finding.subject.kind, finding.subject.device
    abilities = dict.fromkeys(
        ability for signature in finding.signatures for ability in signature.can_do if kind not in _NO_APPS
    )
    view = FindingView(
        id=clean(finding.id),
        code=clean(finding.code),
        concern=finding.concern,
        confidence=finding.confidence,
        app=terms["app"],
        key="" if kind in _WITHOUT_LABEL else shown(finding.subject.key, 300),
        headline=said_of(wording.text(f"{area}.headline", **terms), device, consultation, wording),
        badge=wording.text(f"findings.concern.{finding.concern}.badge"),
        confidence_badge=wording.text(f"findings.confidence.{finding.confidence}.badge"),
        sure=tuple(_sure(finding, terms, wording)),
        saw=tuple(_saw(finding, area, terms, wording)),
        can_mean=wording.lines(f"{area}.can-mean", **terms),
        can_do=tuple(wording.text(f"findings.capability.{ability}") for ability in abilities),
        ordinary=_ordinary(finding, area, terms, wording) or (wording.text("findings.ordinary-default"),),
        ask=wording.lines(f"{area}.ask", **terms),
        not_yet=wording.lines(f"{area}.not-yet", **terms),
        next=wording.lines(f"{area}.next", **terms),
        details=tuple(_details(finding, consultation, wording)),
        phone=label(device, consultation, wording),
        inside=terms["app"],
    )
    return fitted(view) if _of_our_words(finding) else view


def _ordinary(finding: Finding, area: str, terms: Mapping[str, str], wording: Wording) -> tuple[str, ...]:
    """Ordinary reasons, each once: of the kind of finding, of the facts that joined it, of the entries of the list."""
    kind = finding.subject.kind
    reasons = dict.fromkeys(
        reason
        for signature in finding.signatures
        for reason in signature.ordinary_reasons
        if kind is not SubjectKind.NETWORK_DEVICE
    )
    own = wording.lines(f"{area}.ordinary", **terms)
    of_list = (wording.text(f"findings.ordinary-reason.{reason}") for reason in reasons)
    return tuple(dict.fromkeys((*own, *fact_reasons.reasons(finding, wording), *of_list)))


def _name(finding: Finding) -> str:
    return finding.terms.get("app") or finding.subject.key


def _of_our_words(finding: Finding) -> bool:
    """Whether words of ours stand for the thing, because nothing has given it a name."""
    phone = finding.subject.kind is SubjectKind.PHONE and "label" not in finding.terms
    return phone or not clean(_name(finding)).strip() or described(finding, _name(finding))


def _terms(finding: Finding, wording: Wording) -> dict[str, str]:
    unknown = wording.text("report.unknown")
    terms = {name: shown(value) for name, value in finding.terms.items()}
    name = _name(finding)
    terms["app"] = shown(name) if clean(name).strip() else wording.text("findings.no-name")
    if finding.subject.kind is SubjectKind.PHONE and "label" not in finding.terms:
        terms["app"] = wording.text("findings.this-phone")
    terms["key"] = shown(finding.subject.key)
    for day in ("installed", "copied", "patched", "removed", "last_used"):
        if day in finding.terms:
            terms[day] = phone_day(finding.terms[day], wording)
    if "servers" in finding.terms:
        terms["servers"] = shown(finding.terms["servers"], 400)
    if finding.subject.kind is SubjectKind.NETWORK_DEVICE and "said" in finding.terms:
        terms["said"] = network_said.of_card(finding.terms["said"], wording)
    for name in ("installer", "updater"):
        if name in finding.terms:
            terms[name] = _installer(finding.terms[name], wording)
    for expected in _EXPECTED:
        terms.setdefault(expected, unknown)
    return terms


def _installer(key: str, wording: Wording) -> str:
    """The name of a well-known app shop or installer; of any other app its hidden label."""
    known = f"findings.installer.{key.replace('.', '-')}"
    return wording.text(known) if wording.has(known) else shown(key)


def _sure(finding: Finding, terms: Terms, wording: Wording) -> Iterator[str]:
    yield wording.text(f"findings.confidence.{finding.confidence}.sure", **terms)
    if finding.purpose_unknown:
        yield wording.text("findings.purpose-unknown")


def _saw(finding: Finding, area: str, terms: Terms, wording: Wording) -> Iterator[Line]:
    told_by = next((by for by in finding.said_by if by is not SaidBy.LIST), SaidBy.PHONE)
    for text in wording.lines(f"{area}.what-we-saw", **terms):
        yield Line(text, _said_by(told_by, wording))
    for fact in finding.facts:
        by = SaidBy.LIST if fact in _SAID_BY_LIST else SaidBy.CLIENT if fact in _SAID_BY_CLIENT else told_by
        yield Line(wording.text(_fact_key(fact, finding.terms, wording), **terms), _said_by(by, wording))
    for name in ("label", "preinstalled", "installed", "installer", "updater", "servers"):
        if name == "servers" and finding.subject.kind is SubjectKind.TRAFFIC:
            continue
        if finding.terms.get(name) and finding.terms[name] != finding.terms.get("app"):
            yield Line(wording.text(f"findings.said-line.{name}", **terms), _said_by(SaidBy.PHONE, wording))
    unknown = wording.text("report.unknown")
    vouched: dict[str, None] = {}
    for signature in finding.signatures[:MOST_SIGNATURES]:
        dated = phone_day(signature.list_dated, wording) if signature.list_dated else unknown
        status = signature.status
        if status is SignatureStatus.LISTED and not signature.list:
            status = SignatureStatus.DRAFT
        vouched[wording.text(f"findings.status.{status}", list=shown(signature.list), dated=dated)] = None
    yield from (Line(text, _said_by(SaidBy.LIST, wording)) for text in vouched)


def _fact_key(fact: Fact, told: Terms, wording: Wording) -> str:
    """Where an app came from is said as exactly as the phone did."""
    source = f"findings.source.{told.get('source')}"
    exact = fact in {Fact.OUTSIDE_STORE, Fact.SOURCE_UNKNOWN, Fact.MOVED_OVER} and wording.has(source)
    return source if exact else f"findings.fact.{fact}"


def _said_by(by: SaidBy, wording: Wording) -> str:
    return wording.text(f"findings.said-by.{by}")


def _details(finding: Finding, consultation: Consultation, wording: Wording) -> Iterator[str]:
    known = {observation.id: observation for observation in consultation.observations}
    for id_ in finding.evidence[:MOST_EVIDENCE]:
        if id_ in known:
            observation = known[id_]
            text = wording.text(f"findings.evidence.{observation.type}", **_evidence_terms(observation, wording))
            answers = ", ".join(observation.readings)
            readings = wording.text("findings.evidence.readings", readings=shown(answers))
            yield f"{text} ({readings})" if answers else text
        else:
            yield shown(id_, 300)
    left = len(finding.evidence) - MOST_EVIDENCE
    if left > 0:
        yield wording.text("findings.evidence.more", count=left)
    for signature in finding.signatures[:MOST_SIGNATURES]:
        named = {"name": shown(signature.name), "id": shown(signature.id)}
        if finding.subject.kind in _NO_APPS:
            yield wording.text("findings.evidence.signature-thing", **named)
        else:
            kind = wording.text(f"findings.category.{signature.category}")
            yield wording.text("findings.evidence.signature", **named, kind=kind)


def _evidence_terms(observation: Observation, wording: Wording) -> dict[str, str]:
    unknown = wording.text("report.unknown")
    terms = {"user": str(observation.user)}
    match observation:
        case InstalledApp(key=key, version=version):
            terms |= {"key": shown(key, 300), "version": shown(version) if version else unknown}
        case SpecialAccess(access=access, component=component):
            terms |= {"access": wording.text(f"findings.access.{access}"), "component": shown(component, 300)}
        case SigningCertificates(key=key, sha256=sha256):
            terms |= {"key": shown(key, 300), "sha256": shown(", ".join(sha256), 300) if sha256 else unknown}
        case AppFile(key=key, sha256=sha256):
            terms |= {"key": shown(key, 300) if key else unknown, "sha256": shown(sha256)}
        case RuleMatch(entry=entry, rule=rule, part=part):
            terms |= {"entry": shown(entry), "rule": shown(rule), "part": shown(part, 300)}
        case PhoneClock(ahead_seconds=ahead):
            terms["ahead"] = str(ahead)
        case LauncherApps():
            pass
        case _:
            terms |= _plain_terms(observation, wording)
    return terms


def _plain_terms(observation: Observation, wording: Wording) -> dict[str, str]:
    """Every plain value of an observation; what is empty is not known."""
    unknown = wording.text("report.unknown")
    values = {name: shown(str(value)) if value not in {None, ""} else unknown for name, value in _plain(observation)}
    match observation:
        case ServerContact(ways=ways):
            values["ways"] = ", ".join(_way(way, wording) for way in ways)
        case NetworkSetting(kinds=kinds):
            values["kinds"] = shown(", ".join(kinds))
        case RadioSweep(place=place):
            values["place"] = wording.text(f"findings.radio-place.{place}")
        case TagSighting(place=place, battery=battery, company=company, service=service, payload=payload):
            values["place"] = wording.text(f"findings.radio-place.{place}")
            values["battery"] = wording.text(f"findings.battery.{battery}")
            values["message"] = shown(f"{company or service} {payload}", 300)
        case NetworkLook(way=way):
            values["way"] = wording.text(f"findings.network-way.{way}")
        case NetworkDevice(said=said):
            values["said"] = network_said.said(said, wording)
        case _:
            pass
    return values


def _way(way: str, wording: Wording) -> str:
    known = f"findings.server-way.{way}"
    return wording.text(known) if wording.has(known) else shown(way)


def _plain(observation: Observation) -> Iterator[tuple[str, object]]:
    return ((name, value) for name, value in observation if isinstance(value, str | int | None))
