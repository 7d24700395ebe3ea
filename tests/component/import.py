#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
# SPDX-License-Identifier: GPL-2.0-or-later
"""Moving in from the first Spectrum 2: a database of its documented tables is taken over by `spectrum2 import`, and
the people in it are at home in the new host.

usage: import.py PROGRAM STORE-EDITOR
"""

import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from stage.gateway import Gateway

PASSWORD = "MARKER-of-old-MARKER"
STRING, BOOLEAN = 13, 4

# As libtransport's SQLite3 back end made them.
TABLES = """
CREATE TABLE {0}users (id INTEGER PRIMARY KEY NOT NULL, jid varchar(255) NOT NULL, uin varchar(4095) NOT NULL,
  password varchar(255) NOT NULL, language varchar(25) NOT NULL, encoding varchar(50) NOT NULL DEFAULT 'utf8',
  last_login datetime, vip INTEGER NOT NULL DEFAULT '0', online INTEGER NOT NULL DEFAULT '0');
CREATE UNIQUE INDEX {0}jid ON {0}users (jid);
CREATE TABLE {0}users_settings (user_id INTEGER NOT NULL, var varchar(50) NOT NULL, type INTEGER NOT NULL,
  value varchar(4095) NOT NULL, PRIMARY KEY (user_id, var));
CREATE TABLE {0}buddies (id INTEGER PRIMARY KEY NOT NULL, user_id INTEGER NOT NULL, uin varchar(255) NOT NULL,
  subscription varchar(20) NOT NULL, nickname varchar(255) NOT NULL, groups varchar(255) NOT NULL,
  flags INTEGER NOT NULL DEFAULT '0');
CREATE UNIQUE INDEX {0}user_id ON {0}buddies (user_id, uin);
CREATE TABLE {0}buddies_settings (user_id INTEGER NOT NULL, buddy_id INTEGER NOT NULL, var varchar(50) NOT NULL,
  type INTEGER NOT NULL, value varchar(255) NOT NULL, PRIMARY KEY (buddy_id, var));
CREATE TABLE {0}db_version (ver INTEGER NOT NULL DEFAULT '3');
INSERT INTO {0}db_version (ver) VALUES ('3');
"""


def make_old(path, prefix="", crowd=0):
    database = sqlite3.connect(path)
    database.executescript(TABLES.format(prefix))
    users = [(1, "romeo@users.example", "romeo", PASSWORD), (2, "juliet@users.example", "juliet", ""),
             (3, "nobody@users.example", "", "x"), (4, "ümläut@users.example", "paris", "pä'ss; DROP TABLE users")]
    users += [(10 + n, f"crowd{n}@users.example", f"crowd{n}", "p") for n in range(crowd)]
    database.executemany(f"INSERT INTO {prefix}users (id, jid, uin, password, language) VALUES (?, ?, ?, ?, 'en')", users)
    database.executemany(f"INSERT INTO {prefix}buddies (user_id, uin, subscription, nickname, groups) VALUES (?, ?, ?, ?, ?)",
                         [(1, "echo", "both", "The Echo", "Friends\nNeighbours"), (1, "mercutio", "ask", "", ""),
                          *[(4, f"friend{n}", "both", "", "") for n in range(crowd * 5)]])
    database.executemany(f"INSERT INTO {prefix}users_settings VALUES (1, ?, ?, ?)",
                         [("stay_connected", BOOLEAN, "1"), ("photohash", STRING, "abc")])
    database.commit()
    database.close()


def run(gateway, *words, code=0):
    done = subprocess.run([gateway.program, "import", "--config", gateway.directory / "host.cfg", *words], text=True,
                          capture_output=True, timeout=60, check=False)
    assert done.returncode == code, f"{words}: {done.returncode}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def rows(gateway, editor, sql):
    """Whether the store holds such a row: asked with an SQL expression that fails when it does not."""
    check = f"SELECT CASE WHEN EXISTS ({sql}) THEN 1 ELSE abs(-9223372036854775808) END"
    return subprocess.run([editor, gateway.store, gateway.key, check], check=False).returncode == 0


def main():
    with tempfile.TemporaryDirectory() as directory:
        folder = pathlib.Path(directory)
        gateway = Gateway(sys.argv[1], directory)
        gateway.start()
        gateway.register("juliet", "juliet", "of the new one")
        old = folder / "database.sql"
        make_old(old, crowd=700)
        before = old.read_bytes()

        # A store that is in use is left alone, a dry run writes nothing.
        assert f"locked by process {gateway.process.pid}" in run(gateway, str(old), code=74)
        said = run(gateway, "--dry-run", str(old))
        assert "Would be imported: 703 accounts with 3502 contacts and 1 settings" in said, said
        gateway.stop()

        said = run(gateway, str(old))
        assert "juliet@users.example: is registered already, and stays so." in said, said
        assert 'nobody@users.example: left out: the name "" cannot be used here' in said, said
        assert said.endswith("Imported: 702 accounts with 3502 contacts and 1 settings; 1 were registered already, "
                             "1 left out.\n"), said
        assert PASSWORD not in said
        assert run(gateway, str(old)).endswith("Imported: 0 accounts with 0 contacts and 0 settings; 703 were "
                                               "registered already, 1 left out.\n")
        assert old.read_bytes() == before
        editor = sys.argv[2]
        for sql in (f"SELECT 1 FROM accounts WHERE user='romeo@users.example' AND secret=CAST('{PASSWORD}' AS BLOB)",
                    "SELECT 1 FROM accounts WHERE user='juliet@users.example' AND secret=CAST('of the new one' AS BLOB)",
                    "SELECT 1 FROM contacts WHERE contact='echo' AND name='The Echo' AND groups='[\"Friends\","
                    "\"Neighbours\"]'",
                    "SELECT 1 FROM settings WHERE user='romeo@users.example' AND key='stay_connected' AND value='1'"):
            assert rows(gateway, editor, sql), sql
        assert not rows(gateway, editor, "SELECT 1 FROM settings WHERE key='photohash'")
        gateway.start()
        for user in ("romeo", "juliet", "ümläut", "crowd699"):
            assert gateway.is_registered(user), user
        assert not gateway.is_registered("nobody")
        gateway.log_in("romeo")
        gateway.stop()
        assert not [path for path in folder.rglob("*") if path.is_file() and path != old
                    and PASSWORD.encode() in path.read_bytes()]

        # By the configuration of the old one, with a prefix.
        make_old(folder / "irc.example.sql", "s_")
        cfg = folder / "old.cfg"
        cfg.write_text(f"[service]\njid=irc.example\n[database]\ntype=sqlite3\nprefix=s_\ndatabase={folder}/$jid.sql\n")
        assert "4 were" not in run(gateway, "--dry-run", str(cfg))
        cfg.write_text("[service]\njid=other.example\n[database]\ntype=mysql\n")
        assert "only sqlite3 can be imported" in run(gateway, str(cfg), code=78)
        cfg.write_text(f"[service]\njid=other.example\n[database]\ntype=sqlite3\ndatabase={old}\n")
        assert "no such instance" in run(gateway, str(cfg), code=78)
        assert "is not a database of the first" in run(gateway, str(gateway.key), code=74)
        (folder / "strange.sql").unlink(missing_ok=True)
        with sqlite3.connect(folder / "strange.sql") as strange:
            strange.execute("CREATE TABLE other (id INTEGER)")
        strange.close()
        assert "no such table: users" in run(gateway, str(folder / "strange.sql"), code=74)
        assert "there is no such file" in run(gateway, str(folder / "missing.sql"), code=78)
        run(gateway, code=2)
        # The old file in the new one's place: said what to do.
        old.replace(gateway.store)
        assert "spectrum2 import" in gateway.refuses(78)


if __name__ == "__main__":
    main()
