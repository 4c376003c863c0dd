# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""`pm` and `cmd package`: the questions a client may ask of the package manager.

Source: AOSP services/core, com/android/server/pm/PackageManagerShellCommand.java.
"""

from devicecheck.practice.android.apps import App
from devicecheck.practice.android.phone_state import PhoneState
from devicecheck.practice.apk.builder import LAUNCHER, MAIN
from devicecheck.practice.shell.session import Streams

DISABLED_STATES = frozenset({2, 3, 4})
UIDS_A_USER = 100_000
SDK_OF_UIDS = 26
LIST_OPTIONS = frozenset({"-f", "-i", "-U", "-s", "-3", "-d", "-e", "-u", "-a"})


def run(state: PhoneState, argv: list[str], streams: Streams) -> int:
    """Run `pm` with its arguments.

    Errors: UserDeniedError.
    """
    arguments, user = state.split_user(argv[1:])
    match arguments:
        case ["list", "packages", *options]:
            return list_packages(state, options, user, streams)
        case ["list", "users"]:
            streams.print("Users:\n")
            for each in state.users:
                streams.print(f"\tUserInfo{{{each['id']}:{each['name']}:{each.get('flags', 'c13')}}} running\n")
            return 0
        case ["path", package]:
            return path(state, package, streams)
        case ["query-activities", *options]:
            return query_activities(state, options, user, streams)
    verb = arguments[0] if arguments else "help"
    state.note_change(argv, verb)
    streams.complain(f"Unknown command: {verb}\n")
    return 255


def list_packages(state: PhoneState, options: list[str], user: int, streams: Streams) -> int:
    """`pm list packages [-f] [-i] [-U] [-s|-3] [-d|-e] [-u]`."""
    known = LIST_OPTIONS if state.sdk >= SDK_OF_UIDS else LIST_OPTIONS - {"-U"}
    if unknown := [option for option in options if option not in known]:
        streams.complain(f"Error: Unknown option: {unknown[0]}\n")
        return 255
    for app in state.apps:
        if _listed(app, options, user):
            path_part = f"{app.apk_path(state.sdk)}=" if "-f" in options else ""
            installer = f"  installer={app.installer or 'null'}" if "-i" in options else ""
            uid = f" uid:{user * UIDS_A_USER + app.uid}" if "-U" in options else ""
            streams.print(f"package:{path_part}{app.package}{installer}{uid}\n")
    return 0


def _listed(app: App, options: list[str], user: int) -> bool:
    disabled = app.enabled in DISABLED_STATES
    return (
        user in app.users
        and ("-u" in options or not (app.uninstalled or app.hidden))
        and ("-s" not in options or app.system)
        and ("-3" not in options or not app.system)
        and ("-d" not in options or disabled)
        and ("-e" not in options or not disabled)
    )


def path(state: PhoneState, package: str, streams: Streams) -> int:
    """`pm path PACKAGE`."""
    app = state.app(package)
    if app is None:
        return 1
    streams.print(f"package:{app.apk_path(state.sdk)}\n")
    return 0


def query_activities(state: PhoneState, options: list[str], user: int, streams: Streams) -> int:
    """`cmd package query-activities --brief -a ACTION -c CATEGORY`, for launcher icons."""
    if not {"--brief", MAIN, LAUNCHER} <= set(options):
        streams.complain("Error: only --brief, and only for launcher icons, on the practice phone\n")
        return 255
    shown = [app for app in state.apps if _listed(app, ["-e"], user) and app.activities]
    if not shown:
        streams.print("No activities found\n")
        return 0
    streams.print(f"{len(shown)} activities found:\n")
    for place, app in enumerate(shown):
        streams.print(
            f"  Activity #{place}:\n"
            "    priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=false\n"
            f"    {app.component(app.activities[0].name)}\n"
        )
    return 0
