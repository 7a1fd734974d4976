"""What works on this machine: doctor."""

import argparse
from dataclasses import asdict

from voice_guide.commands.grammar import Subcommands, add_command
from voice_guide.commands.printing import print_json


def add_checkup(commands: Subcommands) -> None:
    doctor = add_command(commands, "doctor", "test every part", _doctor)
    doctor.add_argument("--json", action="store_true", help="as data")


def _doctor(options: argparse.Namespace) -> int:
    from voice_guide.wiring.doctor import Verdict, examine

    findings = tuple(examine())
    if options.json:
        print_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{finding.verdict.value:4}  {finding.part}: {finding.found}")
            if finding.remedy:
                print(f"      {finding.remedy}")
    return 3 if any(f.verdict is Verdict.FAIL for f in findings) else 0
