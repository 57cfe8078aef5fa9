"""The sentences for what the desk refuses, by code, and the words for the facts in them; `say` puts them together."""

from __future__ import annotations

from tierslieu_desk.i18n import N_
from tierslieu_desk.say_admission import ADMISSION, ADMISSION_OF_A_KIND
from tierslieu_desk.say_bookings import BOOKINGS
from tierslieu_desk.say_prices import PRICES
from tierslieu_desk.say_promises import OF_PROMISES

SENTENCES: dict[str, str] = {
    **ADMISSION,
    **BOOKINGS,
    **PRICES,
    **OF_PROMISES,
    "unknown_unit": N_("There is no space or thing called “%(name)s” here. See the list of units."),
    "unknown_person": N_("Nobody called “%(name)s” is in your files. Add them first, or check the spelling."),
    "ambiguous_name": N_("Several people are called “%(name)s”: %(choices)s. Say which one."),
    "not_found": N_("This is no longer there. Somebody may have removed it meanwhile."),
    "changed_meanwhile": N_("Somebody changed this meanwhile. Look at it again, then repeat what you did."),
    "parts_in_a_circle": N_("A space cannot be a part of itself. Choose other parts."),
    "composition_in_use": N_("%(by)s still has %(unit)s on %(start)s. Move that first."),
    "part_of_another": N_("%(unit)s belongs together with %(by)s. Change that first."),
    "not_a_leaf": N_(
        "What is made of several spaces is taken by its parts only. Somebody may have changed it: look at it again."
    ),
    "missing_fact": N_("Something is missing: %(field)s (%(who)s). Fill it in, then try again."),
    "given_name_missing": N_(
        "The first name of “%(who)s” is missing. Fill it in; if that is an organisation, put its name in a column "
        "“Organisation” instead."
    ),
    "not_an_amount": N_("“%(text)s” is not an amount. Write it like this: %(example)s."),
    "not_a_date": N_("“%(text)s” is not a day of the calendar. Write it like this: %(example)s."),
    "not_a_time": N_("“%(text)s” is not a time of the day. Write it like this: %(example)s."),
    "day_out_of_reach": N_("“%(text)s” is too far away. Choose a day from %(first)s to %(last)s."),
    "day_to_come": N_("%(day)s is yet to come. Check the year."),
    "paper_over_before": N_(
        "That paper would be over on %(until)s, before it was given on %(given)s. Check both days."
    ),
    "badge_taken": N_("Badge %(badge)s is %(name)s’s. Give another one, or take it back from them first."),
    "not_agreed": N_("This is kept only of whoever agrees. Ask %(name)s, and write down first that they do."),
    "same_person": N_("That is %(name)s already. Choose the other one that is the same person."),
    "other_kind": N_("%(person)s is a person and %(organisation)s is not. Say instead that one belongs to the other."),
    "domiciled_twice": N_(
        "%(kept)s and %(gone)s both have their seat here. End one of the two contracts, then put them together."
    ),
    "both_here": N_("%(kept)s and %(gone)s are both here now. Let one of them leave, then put them together."),
    "left_otherwise": N_(
        "What was said of %(name)s’s leaving was taken back already, and they left again since. "
        "“They are back”, under “Write down…”, brings them back."
    ),
    "merged_away": N_(
        "%(name)s was put together with %(kept)s meanwhile. Open %(kept)s, and do it there; or take them apart first."
    ),
    "put_together": N_("%(name)s was put together with %(kept)s. Take them apart there first."),
    "wrong_identifier": N_("“%(text)s” is not a complete %(kind)s. A digit may be wrong."),
    "name_taken": N_("There is already something called “%(name)s”. Choose another name."),
    "already_here": N_("%(name)s is already here, since %(since)s."),
    "not_here": N_("%(name)s is not here at the moment."),
    "clock_behind": N_(
        "%(name)s is written down as here on %(last)s, and this computer says it is %(now)s. Put the clock right, or "
        "correct that visit; then try again."
    ),
    "left_before_arrived": N_("They cannot leave at %(left)s when they came at %(arrived)s. Change one of the two."),
    "not_yet": N_("%(when)s is still to come: it is %(now)s. Write down what has happened."),
    "here_then": N_("%(name)s was here then already, on %(day)s from %(since)s to %(left)s. Correct that visit."),
    "own_guest": N_("%(name)s cannot be their own guest. Say who brings them, or leave it empty."),
    "unknown_badge": N_("Nobody has the badge %(number)s. Type their name; a badge is given on their page."),
    "too_many_hours": N_("%(name)s would have given %(hours)s hours on %(day)s, and a day has 24. Check the number."),
    "no_mail_waiting": N_("Nothing was on the shelf for %(name)s on %(day)s. Write down first what arrived."),
    "not_sold_here": N_("Nothing called “%(text)s” is sold here. Choose from the list, or add it to what is sold."),
    "no_workstation": N_("There is no computer to take turns at yet. Name one first."),
    "nothing_to_invoice": N_("Nothing is waiting to be invoiced to %(customer)s."),
    "nothing_to_pay": N_("%(customer)s has nothing left to pay. What is not invoiced yet is under “To invoice”."),
    "nothing_to_export": N_("There is nothing to export yet. Describe your place first."),
    "invoice_already_issued": N_("%(number)s has been issued and cannot change. Make a credit note instead."),
    "already_credited": N_("%(number)s already has its credit note."),
    "date_before_last": N_(
        "%(number)s is dated %(last)s, and no later document may be dated earlier. Check this computer's date."
    ),
    "payment_before_last": N_(
        "The last payment came in on %(last)s, and no other may be dated earlier. Check this computer's date."
    ),
    "till_closed": N_(
        "The till is closed up to %(last)s, and takes no more payments of those days. Check this computer's date."
    ),
    "too_much_paid": N_("That is more than what is left to pay on %(number)s: %(left_cents)s."),
    "too_little_given": N_("%(given_cents)s is not enough: %(missing_cents)s are missing. Count again."),
    "frozen": N_("This is kept as it was and cannot change. Add a correction instead."),
    "event_full": N_("“%(event)s” is full: %(capacity)s places. Offer the waiting list."),
    "not_offered": N_("This cannot be done here yet: %(what)s. %(reason)s"),
    "not_an_organisation": N_("“%(name)s” is a person. Choose an organisation, or write it down first."),
    "not_a_person": N_("“%(name)s” is an organisation. Choose a person, or write them down first."),
    "already_done": N_("This is already done (%(on)s)."),
    "allowance_used": N_("Half-days of “%(name)s” have been used since. Give it a last day instead."),
    "plan_in_use": N_(
        "“%(name)s” cannot be removed: %(count)s have it or had it. Withdraw it instead: who has it keeps it."
    ),
    "floor_above_price": N_("At least %(floor_cents)s is more than the usual %(price_cents)s. Lower one, or raise it."),
    "price_below_floor": N_("%(name)s costs what people like, from %(floor_cents)s on."),
    "ends_too_early": N_(
        "%(name)s runs until %(earliest)s at least. Choose that day, or write down why it may end before."
    ),
    "less_too_early": N_(
        "%(name)s runs until %(earliest)s at least, and %(plan)s costs less. "
        "Choose a later day, or write down why it may begin before."
    ),
    "pause_outside": N_("%(name)s runs from %(first)s on. Choose a pause that lies within it."),
    "already_paused": N_("%(name)s is paused already from %(first)s to %(last)s. Choose other days."),
    "transfer_to_oneself": N_("%(name)s has it already. Choose somebody else."),
    "nothing_left": N_("Nothing is left of “%(name)s” to hand on."),
    "card_too_low": N_(
        "The prepaid card of %(name)s goes up to %(left_cents)s. Take the rest in another way: “Pay in two parts”."
    ),
    "card_used": N_("Only %(left_cents)s are left on the prepaid card of %(name)s: some of it has been used."),
    "deposit_taken": N_(
        "%(deposit_cents)s are held for “%(name)s”. Give the deposit back first, at the person’s balance."
    ),
    "no_deposit_missing": N_("%(name)s has left every deposit that was agreed. Nothing more is asked."),
    "unknown_gift": N_("No gift waits under the code “%(code)s”. Check each letter, or look who has used it."),
    "same_plan": N_("They have “%(name)s” at that price already. Choose another one."),
    "unit_still_out": N_("%(unit)s is still with %(by)s, due on %(due)s."),
    "due_too_early": N_("%(due)s is over already. Choose when it must be back."),
    "not_a_spreadsheet": N_("“%(file)s” is not a spreadsheet this program can read. Save it as CSV or XLSX."),
    "column_missing": N_("“%(file)s” has no column “%(column)s”. Its columns are: %(columns)s."),
    "columns_unknown": N_("No column of “%(file)s” says who it is about. Name one “Name”; found are: %(columns)s."),
    "glyphs_missing": N_(
        "Paper cannot show %(characters)s in “%(text)s”. Write it with Latin letters only on the sheet of %(who)s, "
        "then try again: nothing was lost."
    ),
    "label_unreadable": N_(
        "Paper cannot show %(characters)s in “%(text)s”, which %(who)s owes. Call it something with Latin letters "
        "only, and note it once more."
    ),
    "unknown_zone": N_(
        "Nothing is known about the time zone “%(zone)s”. Choose another one; if it worked before, install the "
        "program again."
    ),
    "unknown_document": N_("There is no paper called “%(name)s”."),
    "environment": N_("This computer does not let the program work here."),
    "disk_full": N_("There is no room left on the disk (%(folder)s). Make room, then try again: nothing was lost."),
    "disk_silent": N_(
        "The disk does not answer (%(folder)s). If it is a stick or a disk of its own, plug it in again, then try "
        "again. If it goes on, put your last copy back on another disk and have this one looked at."
    ),
    "folder_read_only": N_("Nothing can be written in %(folder)s. Choose another folder, or ask for the right to."),
    "folder_on_network": N_(
        "%(folder)s is on another computer, where your data would not be safe. Choose a folder of this computer; "
        "the second copy may go there."
    ),
    "folder_in_use": N_("%(folder)s already holds a desk. Choose an empty folder."),
    "folder_not_empty": N_("%(folder)s already holds something else (%(found)s). Choose an empty folder."),
    "store_busy": N_("Another window is using this desk (%(folder)s). Close it, then try again."),
    "store_writing": N_("Something else is writing in this desk just now. Nothing is lost: try again in a moment."),
    "store_corrupt": N_("%(file)s cannot be read: it is damaged, or is not a desk. Restore your last copy."),
    "store_newer": N_(
        "%(file)s was made by a newer version of the program. Install that version; nothing was touched here."
    ),
    "copy_unusable": N_("%(file)s cannot be used as a copy. %(reason)s Choose another copy."),
    "copy_not_sent": N_("The copy did not reach %(place)s. %(reason)s"),
    "copy_not_fetched": N_("The copy could not be fetched from %(place)s. %(reason)s"),
    "file_missing": N_("%(file)s is not there. Check the name and the folder."),
    "file_unreadable": N_(
        "%(file)s cannot be read. Close it where else it is open, or copy it to this computer, then try again."
    ),
    "no_desk_here": N_(
        "There is no desk in %(folder)s yet. Open the window once to make one, or try the command “demo”."
    ),
    "not_a_folder": N_("%(folder)s is a file, and a desk needs a folder. Choose a folder."),
    "mail_program_silent": N_("No mail program answers on this computer. The letter to %(to)s can be printed instead."),
    "printer_silent": N_(
        "The printer “%(printer)s” does not answer. See that it is on and has paper, or keep the page as a PDF."
    ),
    "unknown_target": N_("There is no place to publish to called “%(name)s”."),
    "target_not_reached": N_("“%(target)s” could not be reached. %(reason)s"),
    "password_missing": N_("The password for “%(target)s” is not on this computer. Enter it once more."),
    "contract_too_short": N_("A company stays three months at least: choose %(earliest)s or later as the last day."),
    "listing_field_wrong": N_("The public listing cannot take “%(field)s” like that: %(reason)s."),
    "address_unusable": N_("This address cannot be used: %(reason)s."),
    "placeholder_unknown": N_("Nothing is called {%(word)s} here. What may stand in braces: %(known)s."),
    "brace_left_open": N_("A brace is alone in “%(text)s”. Write both, like this: %(example)s."),
    "told_meanwhile": N_("%(name)s was told the same meanwhile, %(at)s."),
    "message_gone": N_("The message to %(name)s has left, or was seen to. It cannot be changed any more."),
    "mail_not_accepted": N_("The mail server %(server)s did not take it. %(reason)s It said: “%(said)s”."),
    "sheets_unknown": N_(
        "No sheet of “%(file)s” is one of the model’s. Its sheets are: %(sheets)s. Begin with the model."
    ),
    "word_unknown": N_("“%(text)s” is not understood here. Write one of these: %(choices)s."),
    "not_a_number": N_("“%(text)s” does not end with a number. Write it like this: %(example)s."),
    "not_hours": N_("“%(text)s” is not a number of hours. Write it like this: %(example)s, or 3 h 30."),
    "no_hours_included": N_("“%(plan)s” includes no hours. Leave that cell empty."),
    "charged_elsewhere": N_("%(name)s was charged before this desk was there. It can be changed from %(until)s on."),
    "not_half_days": N_("“%(text)s” is not a number of days. Write it like this: %(example)s."),
    "series_over": N_("%(number)s is of another year. Write the next number of %(year)s."),
    "number_given_here": N_(
        "%(number)s was issued here, so it cannot have been given before as well. Check the next number."
    ),
    "never_brought_in": N_("%(file)s is not the last workbook that was brought in: there is nothing to take back."),
    "opening_built_on": N_("%(what)s since the workbook was brought in, so it stays. The copy of before is %(copy)s."),
    "number_passed": N_(
        "%(number)s lies behind: the next one here is %(next)s. Write that one, or leave the line out."
    ),
    "number_still_to_come": N_(
        "%(number)s would be given a second time, as the next one here is %(next)s. Put the right next number on the "
        "first sheet."
    ),
    "brought_otherwise": N_(
        "“%(what)s” was brought in before and said something else then. It stays as it was: leave this line out."
    ),
    "twice_in_file": N_("“%(what)s” stands on line %(line)s already. Leave one of the two out."),
    "subscription_runs": N_("%(who)s has “%(plan)s” here already, since %(since)s. Leave this line out."),
    "not_counted": N_("No days are counted of “%(plan)s”. Leave that cell empty."),
    "day_over": N_("%(day)s is over already. Choose a later day."),
    "carried_over": N_(
        "%(number)s was issued before, elsewhere. Write its credit note there; what comes in of it is noted here."
    ),
    "not_allowed": N_("%(right)s is for %(whose)s. Switch with F12."),
    "nobody_at_the_desk": N_("Nobody is at the desk. Say who you are with F12, then go on."),
    "wrong_pin": N_("That is not the PIN of %(name)s. Try again."),
    "pin_wait": N_("Three wrong PINs in a row: wait %(seconds)s seconds, then try again."),
    "pin_unusable": N_("A PIN is four to six digits, such as 4827. Left empty, there is no PIN."),
    "pin_kept_by_another": N_("A facilitator gives %(name)s a new PIN, in Settings under “At the desk”."),
    "not_this_place": N_("That is not what this place is known by. It is written on every invoice, and in Settings."),
    "last_facilitator": N_("Somebody must stay who may do everything. Make somebody else a facilitator first."),
    "first_facilitator": N_("The first one is a facilitator: somebody must be able to do everything."),
    "text_too_long": N_("That is %(length)s letters long, and %(limit)s are the most. Shorten it; nothing is lost."),
    "refused": N_("This cannot be done."),
}
"""One sentence per code. A test asks that every `DeskError` has one, and that it uses only facts that error carries."""

BARE: dict[str, str] = {
    "glyphs_missing": N_("Paper cannot show %(characters)s in “%(text)s”. Write it with Latin letters only."),
    "unknown_unit": N_("There is no space or thing to take yet. Describe one first."),
    "slot_taken": N_("That is taken already. Choose another time or another space."),
    "place_closed": N_("The place is closed then. Choose another time."),
    "closed_on_purpose": N_(
        "The place is closed then. Choose another time, or open it again first, in Settings under “Opening hours”."
    ),
    "missing_fact": N_("Something is missing: %(field)s. Fill it in, then try again."),
    "nothing_to_invoice": N_("Nothing is waiting to be invoiced."),
    "nothing_to_pay": N_("Nothing is left to pay. What is not invoiced yet is under “To invoice”."),
    "too_much_paid": N_("That is more than what came in: %(left_cents)s are left."),
    "not_offered": N_("This cannot be done here yet: %(what)s."),
    "printer_silent": N_("The printer does not answer. See that it is on and has paper, or keep the page as a PDF."),
    "already_done": N_("This is done already."),
    "option_over": N_("The option of %(name)s has expired (%(until)s). It is free: book it if they want it after all."),
    "mail_not_accepted": N_("The mail server %(server)s did not take it. %(reason)s"),
    "column_missing": N_("“%(file)s” has no column “%(column)s”."),
    "columns_unknown": N_("No column of “%(file)s” says who it is about. Name one “Name”."),
}
"""What is said instead when a fact of the sentence is missing or empty."""

OF_A_KIND: dict[tuple[str, str], str] = ADMISSION_OF_A_KIND | {
    ("wrong_identifier", "email"): N_("“%(text)s” is no e-mail address. It is written like this: marie@example.org."),
    ("wrong_identifier", "phone"): N_("“%(text)s” is no phone number that can be dialled. Write all of its digits."),
    ("wrong_identifier", "postcode"): N_("“%(text)s” is no postcode. It has five digits."),
}
"""What is said instead of a certain `kind`."""

NONE_AT_ALL: dict[str, tuple[str, str]] = {
    "buffer_too_short": (
        "gap",
        N_("%(unit)s needs %(needed)s minutes between two bookings, and %(by)s has it right before or right after."),
    ),
}
"""What is said instead when that number of the sentence is 0."""

WORDS: dict[str, dict[str, str]] = {
    "right": {
        "money_back": N_("Giving money back"),
        "issue": N_("Issuing invoices"),
        "credit": N_("Writing a credit note"),
        "close_till": N_("Closing the till"),
        "prices": N_("Changing plans and prices"),
        "reports": N_("Seeing what came in"),
        "settings": N_("Changing the settings"),
        "import": N_("Bringing in a list of people"),
        "restore": N_("Putting a copy back"),
        "override": N_("Booking in spite of a rule"),
        "erase": N_("Taking people out of the files"),
        "operators": N_("Saying who may do what"),
    },
    "whose": {
        "facilitator": N_("the facilitator"),
        "facilitator_volunteer": N_("the facilitator or a volunteer"),
        "facilitator_treasurer": N_("the facilitator or the treasurer"),
        "facilitator_volunteer_treasurer": N_("everybody"),
    },
    "field": {
        "note": N_("the note"),
        "address": N_("the address"),
        "place": N_("the description of the place"),
        "vat_rate": N_("a VAT rate for that day"),
        "name": N_("the name"),
        "email": N_("the e-mail address"),
        "reason": N_("your reason"),
        "organisation": N_("the name of the organisation"),
        "people": N_("how many people come"),
        "members": N_("what it is made of"),
        "to_whom": N_("who takes it"),
        "mail": N_("what it is about; tick something"),
        "listing": N_("the public listing"),
        "days": N_("how many days"),
        "title": N_("the title"),
        "sessions": N_("the day and time"),
        "capacity": N_("how many people may come"),
        "description": N_("what it is for"),
        "price": N_("the price"),
        "plan-price": N_("the price"),
        "plan": N_("the name of the plan"),
        "rooms": N_("the name of the room"),
        "folder": N_("the folder"),
        "hours": N_("how long"),
        "minutes": N_("how many minutes"),
        "topic": N_("what they were helped with"),
        "months": N_("how many months"),
        "what": N_("what it is"),
        "unit": N_("the space"),
        "arrived": N_("when they came"),
        "words": N_("the words of the note"),
        "kind": N_("which paper it is"),
        "server": N_("the name of the mail server"),
        "subject": N_("the subject"),
        "text": N_("the text"),
        "password": N_("the password"),
    },
    "who": {
        "unit": N_("space or thing"),
        "place": N_("your place"),
        "plan": N_("plan"),
        "pass": N_("pass"),
        "person": N_("person"),
        "organisation": N_("organisation"),
    },
    "what": {
        "closing": N_("closing a period that is not over"),
        "domiciliation": N_("giving companies their address here"),
    },
    "kind": {
        "phone": N_("phone number"),
        "postcode": N_("postcode"),
        "email": N_("e-mail address"),
        "siret": N_("SIRET number"),
        "siren": N_("SIREN number"),
        "vat_number": N_("VAT number"),
        "iban": N_("IBAN"),
    },
    "reason": {
        "no_approval": N_("The prefecture’s approval comes first; note it in the settings."),
        "approval_expired": N_("The prefecture’s approval has run out; have it renewed first."),
        "withdrawn": N_("It is no longer sold."),
        "fee": N_("A membership fee is whole: it is not cut."),
        "not_a_copy": N_("It is not a copy of a desk."),
        "damaged": N_("It is damaged."),
        "too_big": N_("Laid out, it would be far larger than any desk is."),
        "line_later": N_("The line is down; it will be sent again by itself."),
        "line_down": N_("The line is down; try again later."),
        "sign_in": N_("Sign in to the network first, then try again."),
        "login": N_("It does not accept this name and password. Type the password again."),
        "no_right": N_("We may not go in there. Ask whoever looks after it for the right to."),
        "no_room": N_("There is no room left there."),
        "moved": N_("It has moved. Change its address."),
        "nothing_there": N_("There is no copy at this address. Check it with whoever looks after it."),
        "wrong_address": N_("Nothing can be put at this address. Check it with whoever looks after it."),
        "plain_line": N_("Anybody on the way could read the password. Take an address that begins with https."),
        "folder": N_("The folder is not there. Plug the stick in, then try again."),
        "not_kept": N_("What is there is not what was sent; it will be sent again by itself."),
        "mail_server": N_("only the name of the server is written here, such as smtp.example.org"),
        "mail_readable": N_("anybody on the way could read the password; choose a secured connection"),
        "mail_line": N_("Nobody answers there: the line is down, or the name of the server is wrong."),
        "mail_away": N_("It cannot take messages just now; try again later."),
        "mail_certificate": N_("The line shows a certificate this computer does not know."),
        "mail_password": N_("It does not accept this name and password. Type the password again."),
        "mail_not_secured": N_("It does not let one sign in like this. Choose another kind of connection."),
        "mail_not_wanted": N_("It does not want to hear from here. Ask whoever looks after it."),
        "mail_address": N_("It knows nobody at this address."),
        "mail_sender": N_("It does not take messages from our address. Check it."),
        "mail_content": N_("It did not want this message."),
        "mail_too_large": N_("The message is too large for it."),
        "mail_other": N_("Ask whoever looks after it."),
        "mail_later": N_("It asks for patience; try again later."),
        "mail_cut": N_("The line broke; try again."),
        "mail_no_answer": N_("It gave no answer: the message may have arrived all the same."),
        "not_taken": N_("It was not taken. Tell whoever looks after it."),
        "unknown": N_("it has no such field"),
        "too_long": N_("it is too long"),
        "shape": N_("it is not written the usual way"),
        "scheme": N_("it does not begin like an address of that kind"),
        "password": N_("a password is in it; leave it out, it is asked for apart"),
        "readable": N_("anybody on the way could read the password; take one that begins with https"),
        "empty": N_("nothing is written there yet"),
        "inside": N_("it is inside the desk’s own folder, and would be lost with it"),
    },
}
"""By fact, what its values are called on screen where they are words of the program."""
