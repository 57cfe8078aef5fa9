"""Make `store_0003.sqlite3`: the house of the second schema as the third kept it, with rows in what came with it.

Run by hand, once, by a program of the third schema: `python tests/data/make_store_0003.py`. The file it made is
committed and stays as it is.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "store_0003.sqlite3"
AT = "2026-03-02T08:00:00.000000+00:00"
NEW_ROWS = f"""
    INSERT INTO party_merge VALUES (1, 1, 2, '{AT}', 'Camille', '{{}}');
    INSERT INTO not_the_same VALUES (1, 3);
    INSERT INTO person_detail VALUES (1, 'fr,oc', 'Rodez', 'car', 31, 4);
    INSERT INTO contact_person VALUES (1, 1, 'trusted', 'Jeanne Lacombe', 'sœur', '05 00 00 00 01', '', '2026-03-02');
    INSERT INTO skill VALUES (1, 1, 'offered', 'Comptabilité', 'comptabilite');
    INSERT INTO person_paper VALUES (1, 1, 'Attestation d''assurance', '2026-03-02', '2027-03-01');
    INSERT INTO person_note VALUES (1, 1, '{AT}', 'Camille', 'Vient plutôt le matin');
    INSERT INTO person_task VALUES (1, 1, 'Rendre la clé', '2026-03-31', NULL, 'Camille');
    INSERT INTO outcome VALUES (1, 1, '2026-03-31', 'own_premises', 'Un atelier au bourg');
    INSERT INTO column_choice VALUES ('nom;prénom', 0, 'family_name');
    INSERT INTO opening_line VALUES (1, 'deposits', '1', 'Caution', '[]', 'Caution de la clé', '{AT}');
    INSERT INTO deposit_held VALUES (1, 1, 'Clé', 3000, '2026-03-02', NULL, NULL, NULL, 1);
    INSERT INTO subscription_pause VALUES (1, 1, '2026-08-01', '2026-08-15', 'Congés');
    UPDATE plan SET hours_of = 'room', minutes_included = 240 WHERE id = 1;
    UPDATE subscription SET hours_of = 'room', minutes_included = 240 WHERE id = 1;
    INSERT INTO hour_allowance VALUES (1, 1, 1, NULL, 'room', '2026-03-01', '2026-03-31', 0);
    INSERT INTO hour_entry (id, allowance_id, sequence, at, minutes, balance, reason)
        VALUES (1, 1, 1, '{AT}', 240, 240, 'granted');
    INSERT INTO volunteer_time VALUES (1, 1, '2026-03-02', 90, 'Accueil', '{AT}');
    INSERT INTO help_given VALUES (1, '2026-03-04', 'Déclaration en ligne', 30, '60_and_over', '{AT}');
    INSERT INTO workstation VALUES (1, 'Poste 1', 0);
    INSERT INTO workstation_turn VALUES (1, 1, 'Aimé', '2026-03-04 14:00:00', '2026-03-04 14:30:00', NULL);
    INSERT INTO message (id, message_id, purpose, party_id, name, email, language, subject, body, queued_at, state)
        VALUES (1, '<1@desk.example>', 'plain', 1, 'Zoé Lacombe', 'p0@garance.example', 'fr', 'Samedi', 'Bonjour',
                '{AT}', 'waiting');
    INSERT INTO message_paper VALUES (1, 0, '{"0" * 64}', 'samedi.pdf');
    INSERT INTO mail_account (id, server, port, security, sender_email)
        VALUES (1, 'smtp.garance.example', 465, 'tls', 'accueil@garance.example');
    INSERT INTO message_text VALUES (1, 'mail_arrived', 'fr', 'Du courrier', 'Bonjour');
    INSERT INTO message_wish VALUES (1, 'letter');
    INSERT INTO operator VALUES (1, 'Camille', 'camille', 'facilitator', '', 0);
    INSERT INTO role_rights VALUES ('volunteer', 'credit');
    INSERT INTO shift_note VALUES (1, 'Le radiateur fuit', '{AT}', 'Camille', NULL, '');
    INSERT INTO checklist_template VALUES (1, 'begin', 'Remettre une clé', NULL, 0);
    INSERT INTO checklist_item VALUES (1, 1, 'begin', 'Remettre une clé', '2026-03-05', NULL, '');
    PRAGMA journal_mode=DELETE;
    PRAGMA page_size=1024;
    VACUUM;
"""


def fill(file: Path) -> None:
    """Something in every table that the third schema brought."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(NEW_ROWS)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    from tierslieu_desk.models import migrate, sqlite

    shutil.copyfile(HERE / "store_0002.sqlite3", FILE)
    with sqlite.migrating(FILE) as connection:
        migrate.migrate(connection, "0003")
        sqlite.install_guards(connection)
    fill(FILE)
