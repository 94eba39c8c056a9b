"""A real mail server on this machine's loopback: Postfix, delivering to mailboxes in files, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from launchgate.core.private_servers import free_port

DOMAIN = "demo.test"
MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = {commands}
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.{domain}
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = texthash:{folder}/etc/boxes
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
"""
MASTER = """
{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
pickup unix n - n 60 1 pickup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


def is_there() -> bool:
    """Say whether this machine has Postfix and may start it: its master process wants to be root."""
    return shutil.which("postfix") is not None and os.geteuid() == 0


@dataclass
class Postfix:
    """A running mail server, and what lies in its mailboxes."""

    folder: Path
    port: int

    def mails(self) -> Iterator[tuple[str, Message]]:
        """Yield whose mailbox it is, and each mail in it."""
        for path in (self.folder / "boxes").glob("*/new/*"):
            yield f"{path.parts[-3]}@{DOMAIN}", message_from_bytes(path.read_bytes())

    def arrived(self) -> Counter[str]:
        """Return how often each Message-ID lies in the mailboxes."""
        return Counter(str(mail["Message-ID"]) for _, mail in self.mails())

    def empty(self) -> None:
        """Throw away what lies in the mailboxes."""
        for path in (self.folder / "boxes").glob("*/new/*"):
            path.unlink()


@contextmanager
def postfix(known: Iterable[str]) -> Iterator[Postfix]:
    """Run Postfix with a mailbox for each of these addresses; it answers 550 for any other."""
    with tempfile.TemporaryDirectory(prefix="launchgate-postfix-") as name:
        server = Postfix(Path(name), free_port())
        _configure(server, known)
        command = ["postfix", "-c", str(server.folder / "etc")]
        # What it starts must not hold on to a pipe of ours.
        subprocess.run([*command, "start"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield server
        finally:
            subprocess.run([*command, "stop"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _configure(server: Postfix, known: Iterable[str]) -> None:
    folder, owner, nobody = server.folder, pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    folder.chmod(0o755)
    for part in ("etc", "queue", "data", "boxes"):
        (folder / part).mkdir()
    os.chown(folder / "data", owner.pw_uid, owner.pw_gid)
    os.chown(folder / "boxes", nobody.pw_uid, nobody.pw_gid)
    ask = ["postconf", "-h", "command_directory", "daemon_directory"]
    commands, daemons = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.split()
    words = {"folder": folder, "commands": commands, "daemons": daemons, "domain": DOMAIN, "port": server.port}
    words |= {"uid": nobody.pw_uid, "gid": nobody.pw_gid}
    (folder / "etc" / "main.cf").write_text(MAIN.format(**words))
    (folder / "etc" / "master.cf").write_text(MASTER.format(**words).lstrip())
    boxes = "".join(f"{address} {address.partition('@')[0]}/\n" for address in known)
    (folder / "etc" / "boxes").write_text(boxes)
