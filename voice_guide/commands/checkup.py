"""What works on this machine: doctor."""

import argparse
from dataclasses import asdict

from voice_guide import option_values
from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import print_json
from voice_guide.invocation import as_typed
from voice_guide.screen.lines import tell
from voice_guide.settings import Settings

_FOUND = 6
"""Column at which it is told what was found."""


def add_checkup(commands: Subcommands) -> None:
    doctor = add_command(commands, "doctor", "test every part", _doctor)
    doctor.add_argument("--json", action="store_true", help="as data")
    doctor.add_argument(
        "--fix",
        action="store_true",
        help="do what can safely be done: create folders, give rights, remove damaged sentences, "
        "unmute",
    )
    doctor.add_argument(
        "--microphone", type=option_values.given, metavar="NAME", help="another than the default"
    )
    doctor.add_argument(
        "--loudspeaker", type=option_values.given, metavar="NAME", help="another than the default"
    )
    doctor.add_argument("--model", type=option_values.given, metavar="FOLDER")


def _doctor(options: argparse.Namespace) -> int:
    from voice_guide.core.checkup.finding import Verdict, next_step
    from voice_guide.wiring.doctor import examine

    settings = Settings(
        microphone=options.microphone, loudspeaker=options.loudspeaker, model=options.model
    )
    findings = []
    for finding in examine(settings, mend=options.fix):
        findings.append(finding)
        if not options.json:
            found = as_typed(finding.found)
            tell(f"{finding.verdict.value:4}  {finding.part}: {found}", hang=_FOUND)
            for told in (finding.remedy, finding.mended):
                if told:
                    tell(f"{'':{_FOUND}}{as_typed(told)}")
    if options.json:
        print_json([asdict(finding) for finding in findings])
    else:
        tell(f"\nNext: {as_typed(next_step(findings))}", hang=2)
    return 3 if any(f.verdict is Verdict.FAIL for f in findings) else 0
