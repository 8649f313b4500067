import type { refused as english } from "../en/refused.gen";
import type { Plural } from "../translated";

/**
 * Why the server refuses, in German. What a field gets completes a sentence that
 * begins with the field. A fact may be left out where German says it otherwise.
 */
export const refused: Record<keyof typeof english, string | Plural> = {
  "said.refused.a_cap_of_units_needs_locations_or_groups":
    "braucht für eine Obergrenze nach Stück Standorte oder Gruppen",
  "said.refused.a_credit_of_x_is_more_than_the_x_that_the_order_still_costs":
    "Eine Gutschrift von {1} ist mehr als die {2}, die der Auftrag noch kostet",
  "said.refused.a_filter_has_at_most_x_terms": "Ein Filter hat höchstens {count} Bedingungen",
  "said.refused.a_key_takes_at_most_x_values": "Ein Schlüssel nimmt höchstens {count} Werte",
  "said.refused.a_parcel_of_order_x_has_its_label_already_shipment_x_is_x_void_it_before_the_address_changes":
    "Ein Paket des Auftrags {1} hat schon sein Etikett (Sendung {2}: {3}). Vor einer Änderung der Adresse muss es storniert werden",
  "said.refused.a_range_is_written_as_from_to_with_nothing_else_about_it":
    "Ein Bereich wird als von..bis geschrieben, mit nichts darum herum",
  "said.refused.a_row_has_more_than_x_mb_a_quote_may_not_be_closed":
    "Eine Zeile hat mehr als {count} MB: vielleicht ist ein Anführungszeichen nicht geschlossen",
  "said.refused.a_shipping_method_and_its_level_must_have_names_x_is_x":
    "Eine Versandart und ihre Stufe brauchen Namen: „{1}“ ist „{2}“",
  "said.refused.a_space_is_expected_behind_the_quotes":
    "Hinter den Anführungszeichen muss ein Leerzeichen stehen",
  "said.refused.a_space_or_a_comma_is_expected": "Hier muss ein Leerzeichen oder ein Komma stehen",
  "said.refused.a_value_is_missing": "Ein Wert fehlt",
  "said.refused.add_up_to_more_than_x": "ergeben zusammen mehr als {1}",
  "said.refused.an_undo_has_no_undo_do_it_again_instead":
    "Was rückgängig gemacht wurde, lässt sich nur von Neuem tun",
  "said.refused.and_short_must_be_zero_or_more_and_not_both_zero":
    "und Fehlmenge dürfen nicht negativ und nicht beide null sein",
  "said.refused.and_updated_at_must_be_instants_such_as_2026_11_20t10_00_00z_x":
    "und updated_at müssen Zeitpunkte wie 2026-11-20T10:00:00Z sein: {1}",
  "said.refused.and_x_dont_go_together": "* und {1} passen nicht zusammen",
  "said.refused.another_user_has_this_e_mail_address": "Diese E-Mail-Adresse hat schon jemand anderes",
  "said.refused.appears_twice": "kommt doppelt vor",
  "said.refused.are_not_those_of_x_x": "passen nicht zu {1}: {2}",
  "said.refused.begins_or_ends_with_a_space": "beginnt oder endet mit einem Leerzeichen",
  "said.refused.can_only_change_its_date_x_is_ordered": "kann nur noch das Datum ändern: {1} ist bestellt",
  "said.refused.cant_be_kept_x": "lässt sich nicht speichern: {1}",
  "said.refused.cant_be_read_x": "ist nicht lesbar: {1}",
  "said.refused.cant_rise_the_line_needs_no_shipping_and_is_handed_over":
    "kann nicht steigen: die Position wird nicht versandt und ist übergeben",
  "said.refused.cap_is_of_locations_parcels_or_units_not_x":
    "eine Obergrenze gilt für Standorte, Pakete oder Stück, nicht für „{1}“",
  "said.refused.cap_needs_a_limit_above_zero": "eine Obergrenze muss über null liegen",
  "said.refused.channel_x_has_another_listing_x_already_change_it_instead":
    "Kanal {1} hat schon ein anderes Angebot {2}: dieses ändern",
  "said.refused.channel_x_is_fed_by_another_connection": "Kanal {1} gehört schon zu einer anderen Verbindung",
  "said.refused.channel_x_is_not_active_it_takes_no_orders":
    "Kanal {1} ist nicht aktiv und nimmt keine Aufträge an",
  "said.refused.chooses_more_than_x_orders_narrow_it_and_do_one_part_after_the_other":
    "wählt mehr als {count} Aufträge: enger fassen und nacheinander erledigen",
  "said.refused.chooses_no_order": "wählt keinen Auftrag",
  "said.refused.connection_x_takes_no_webhooks": "Verbindung {1} nimmt keine Webhooks an",
  "said.refused.connection_x_has_taken_orders_of_another_account_connect_this_one_by_itself_or_delete_this":
    "Verbindung {1} hat schon Aufträge eines anderen Kontos angenommen: dieses Konto eigens verbinden oder diese Verbindung zuerst löschen",
  "said.refused.connection_x_was_changed_meanwhile_read_it_again":
    "Verbindung {1} wurde inzwischen geändert: neu laden",
  "said.refused.contains_a_character_that_cant_be_printed": "enthält ein unsichtbares Zeichen",
  "said.refused.contains_the_character_nul": "enthält das Zeichen NUL",
  "said.refused.counts_nothing_fill_the_column_counted": "zählt nichts: die Spalte counted ausfüllen",
  "said.refused.customer_x_exists_already_change_it_instead": "Kunde {1} ist schon angelegt: diesen ändern",
  "said.refused.event_x_x": "Ereignis {1}: {2}",
  "said.refused.event_x_x_line_x_x": "Ereignis {1} ({2}), Position {3}: {4}",
  "said.refused.exception_x_is_x": "Klärfall {1} ist {2}",
  "said.refused.fulfillment_order_x_has_no_shipment": "Versandauftrag {1} hat keine Sendung",
  "said.refused.fulfillment_order_x_has_x_units_of_line_x_less_than_that":
    "Versandauftrag {1} hat {count} Stück der Position {3} weniger",
  "said.refused.fulfillment_order_x_is_being_picked_it_cant_be_taken_back":
    "Versandauftrag {1} wird gerade kommissioniert und lässt sich nicht zurücknehmen",
  "said.refused.fulfillment_order_x_is_being_picked_put_the_units_back_on_the_shelf_first":
    "Versandauftrag {1} wird gerade kommissioniert: die Ware zuerst ins Regal zurücklegen",
  "said.refused.fulfillment_order_x_is_x_nobody_can_work_on_it":
    "Versandauftrag {1} ist {2}: niemand kann daran arbeiten",
  "said.refused.fulfillment_order_x_is_x_nothing_is_left_to_do":
    "Versandauftrag {1} ist {2}: nichts ist mehr zu tun",
  "said.refused.fulfillment_order_x_is_x_nothing_is_left_to_reject":
    "Versandauftrag {1} ist {2}: nichts ist mehr abzulehnen",
  "said.refused.fulfillment_order_x_is_x_only_released_work_can_be_taken_back":
    "Versandauftrag {1} ist {2}: nur freigegebene Arbeit lässt sich zurücknehmen",
  "said.refused.fulfillment_order_x_is_x_release_it_first": "Versandauftrag {1} ist {2}: zuerst freigeben",
  "said.refused.has_an_entry_that_is_neither_a_type_such_as_order_captured_nor_a_group_such_as_order":
    "hat einen Eintrag, der weder ein Typ wie order.captured noch eine Gruppe wie order.* ist",
  "said.refused.has_coordinates_off_the_globe": "hat Koordinaten, die es nicht gibt",
  "said.refused.has_more_than_100_entries": "hat mehr als 100 Einträge",
  "said.refused.has_more_than_250_entries": "hat mehr als 250 Einträge",
  "said.refused.has_more_than_60_entries": "hat mehr als 60 Einträge",
  "said.refused.has_more_than_7_cut_offs_or_366_closures":
    "hat mehr als 7 Annahmeschlüsse oder 366 Schließtage",
  "said.refused.has_more_than_7_entries": "hat mehr als 7 Einträge",
  "said.refused.has_more_than_x_bytes": "hat mehr als {count} Bytes",
  "said.refused.has_more_than_x_rows": "hat mehr als {count} Zeilen",
  "said.refused.has_more_than_x_zones": "hat mehr als {count} Zonen",
  "said.refused.has_no_meaning_in_a_rule_of_kind_x": "hat in einer Regel der Art „{1}“ keine Bedeutung",
  "said.refused.has_no_price": "hat keinen Preis",
  "said.refused.has_x_bytes_as_json_the_limit_is_x": "hat {count} Bytes als JSON, höchstens {2} sind erlaubt",
  "said.refused.has_x_entries_the_limit_is_x": "hat {count} Einträge, höchstens {2} sind erlaubt",
  "said.refused.has_x_orders_the_limit_is_x_send_several_batches":
    "hat {count} Aufträge, höchstens {2} sind erlaubt: auf mehrere Sendungen verteilen",
  "said.refused.has_x_there_are_x": "hat „{1}“; es gibt {2}",
  "said.refused.has_x_twice": "hat „{1}“ doppelt",
  "said.refused.here_one_can_x": "Hier geht nur {1}",
  "said.refused.hold_bundles_of_more_than_x_components": "haben Sets mit mehr als {count} Bestandteilen",
  "said.refused.how_units_of_x_are_told_apart_has_just_been_changed_do_it_again":
    "Wie sich Stücke von {1} unterscheiden, wurde gerade geändert: noch einmal tun",
  "said.refused.is_a_bundle_name_the_components_that_have_come":
    "ist ein Set: angeben, welche Bestandteile gekommen sind",
  "said.refused.is_a_part_of_the_bundle_on_line_x_cancel_that":
    "gehört zum Set in Position {1}: dieses stornieren",
  "said.refused.is_a_part_of_the_bundle_on_line_x_change_that":
    "gehört zum Set in Position {1}: dieses ändern",
  "said.refused.is_among_the_first_that_anybody_would_try":
    "gehört zu den Passwörtern, die jeder zuerst versucht",
  "said.refused.is_empty": "ist leer",
  "said.refused.is_empty_and_so_is_the_barcode": "ist leer, und der Barcode auch",
  "said.refused.is_longer_than_the_limit_of_x_characters": "ist länger als {count} Zeichen",
  "said.refused.is_more_than_the_lines_amount": "ist mehr als der Betrag der Position",
  "said.refused.is_more_than_the_orders_amount": "ist mehr als der Betrag des Auftrags",
  "said.refused.is_more_than_the_x_that_is_authorized": "ist mehr als die autorisierten {1}",
  "said.refused.is_more_than_the_x_that_is_captured_and_not_refunded":
    "ist mehr als die {1}, die eingezogen und nicht erstattet sind",
  "said.refused.is_more_than_the_x_that_the_units_of_line_x_cost":
    "ist mehr als die {1}, die Position {2} kostet",
  "said.refused.is_more_than_was_paid": "ist mehr als bezahlt wurde",
  "said.refused.is_needed": "fehlt",
  "said.refused.is_needed_by_a_rule_of_kind_x": "fehlt: eine Regel der Art „{1}“ braucht es",
  "said.refused.is_needed_for_a_value_no_suppliers_cost_says_which":
    "fehlt für einen Wert: kein Einkaufspreis sagt, welche",
  "said.refused.is_needed_no_column_is_x_the_headings_are_x":
    "fehlt: keine Spalte ist {1}; die Überschriften sind {2}",
  "said.refused.is_needed_the_columns_x_and_x_both_look_like_x":
    "fehlt: die Spalten „{1}“ und „{2}“ sehen beide nach {3} aus",
  "said.refused.is_needed_there_is_no_active_location": "fehlt: kein Standort ist aktiv",
  "said.refused.is_needed_x_skus_are_chosen_at_x_a_count_takes_x":
    "fehlt: {count} SKUs sind in {2} gewählt, eine Zählung nimmt {3}",
  "said.refused.is_neither_a_column_of_zones_nor_a_weight_such_as_1000_g_or_2_kg":
    "ist weder eine Spalte der Zonen noch ein Gewicht wie 1000 g oder 2 kg",
  "said.refused.is_no_amount_write_one_such_as_100_or_99_90":
    "ist kein Betrag: einen wie 100 oder 99.90 schreiben",
  "said.refused.is_no_point_in_time_write_2026_11_20_2026_11_2026_11_20t10_00_00z_now_today_yesterday_or_tomorrow":
    "ist kein Zeitpunkt: 2026-11-20, 2026-11, 2026-11-20T10:00:00Z, now, today, yesterday oder tomorrow schreiben, die Wörter auch mit einem Abstand wie today-7d oder now+4h",
  "said.refused.is_no_whole_number": "ist keine ganze Zahl",
  "said.refused.is_not_a_field_here": "ist hier kein Feld",
  "said.refused.is_not_a_permission": "ist keine Berechtigung",
  "said.refused.is_not_a_permission_of_the_role_x": "ist keine Berechtigung der Rolle {1}",
  "said.refused.is_not_a_role": "ist keine Rolle",
  "said.refused.is_not_a_seq_of_an_event": "ist keine Nummer eines Ereignisses",
  "said.refused.is_not_a_setting": "ist keine Einstellung",
  "said.refused.is_not_an_e_mail_address": "ist keine E-Mail-Adresse",
  "said.refused.is_not_an_iana_time_zone_such_as_europe_berlin":
    "ist keine Zeitzone der IANA wie Europe/Berlin",
  "said.refused.is_not_an_iso_3166_1_alpha_2_code_such_as_de":
    "ist kein Ländercode aus zwei Buchstaben wie DE",
  "said.refused.is_not_an_iso_3166_1_alpha_2_code_such_as_pt":
    "ist kein Ländercode aus zwei Buchstaben wie PT",
  "said.refused.is_not_known_x": "ist nicht bekannt: {1}",
  "said.refused.is_not_of_the_newest_link_look_at_what_the_server_printed_at_its_last_start":
    "ist nicht aus dem neuesten Link: es gilt, was der Server bei seinem letzten Start ausgegeben hat",
  "said.refused.is_not_one_that_a_page_before_gave_begin_again_without_it":
    "stammt von keiner Seite davor: ohne ihn neu beginnen",
  "said.refused.is_not_text": "ist kein Text",
  "said.refused.is_not_the_next_cursor_of_a_page": "ist kein next_cursor einer Seite",
  "said.refused.is_not_valid_utf_8": "ist kein gültiges UTF-8",
  "said.refused.is_not_your_password": "ist nicht das jetzige Passwort",
  "said.refused.is_of_a_link_that_was_used_or_has_expired_ask_for_a_new_one":
    "ist aus einem Link, der benutzt oder abgelaufen ist: einen neuen anfordern",
  "said.refused.is_of_a_user_who_is_not_active": "gehört zu einem inaktiven Zugang",
  "said.refused.is_only_for_locations_of_kind_supplier": "gibt es nur bei Standorten der Art Lieferant",
  "said.refused.is_required": "fehlt",
  "said.refused.is_required_at_least_its_reason": "fehlt, zumindest der Grund",
  "said.refused.is_required_for_a_new_lot_x_is_sold_until_x_days_before_its_last_good_day":
    "fehlt für eine neue Charge: {1} wird bis {count} Tage vor dem Haltbarkeitsdatum verkauft",
  "said.refused.is_required_for_a_price": "fehlt zu einem Preis",
  "said.refused.is_required_for_a_version_that_goes_live_without_a_replay_that_found_no_defect":
    "fehlt: eine Version ohne fehlerfreien Probelauf braucht einen Grund",
  "said.refused.is_required_neither_the_order_nor_its_channel_states_one":
    "fehlt: weder der Auftrag noch der Kanal nennt sie",
  "said.refused.is_required_the_orders_of_x_must_belong_to_one":
    "fehlt: die Aufträge von {1} müssen zu einem gehören",
  "said.refused.is_required_to_snooze": "fehlt zum Zurückstellen",
  "said.refused.is_required_x_is_sold_until_x_days_before_its_last_good_day":
    "fehlt: {1} wird bis {count} Tage vor dem Haltbarkeitsdatum verkauft",
  "said.refused.is_required_x_is_tracked_by_lot": "fehlt: {1} wird nach Chargen geführt",
  "said.refused.is_required_x_is_tracked_by_x": "fehlt: {1} wird einzeln geführt ({2})",
  "said.refused.is_required_x_is_tracked_by_x_and_each_is_counted_by_itself":
    "fehlt: {1} wird einzeln geführt ({2}), und jede wird für sich gezählt",
  "said.refused.is_the_bundle_itself": "ist das Set selbst",
  "said.refused.is_there_twice": "ist doppelt",
  "said.refused.is_there_twice_from_x_to_x_zone_x": "ist doppelt: von „{1}“ nach „{2}“, Zone „{3}“",
  "said.refused.is_x_on_this_listing_make_another_listing_for_x":
    "ist bei diesem Angebot {1}: für {2} ein anderes Angebot anlegen",
  "said.refused.is_x_on_which_nobody_works_it_has_no_cut_off":
    "ist ein Tag, an dem niemand arbeitet: er hat keinen Annahmeschluss",
  "said.refused.is_x_the_orders_is_x": "ist {1}, im Auftrag ist es {2}",
  "said.refused.is_x_which_does_not_have_the_stated_date_layout":
    "ist „{1}“ und passt nicht zum angegebenen Datumsformat",
  "said.refused.is_x_which_is_neither_yes_nor_no": "ist „{1}“, also weder ja noch nein",
  "said.refused.is_x_which_is_no_date_state_the_date_layout_such_as_dd_mm_yyyy_hh_mm":
    "ist „{1}“, also kein Datum: das Datumsformat angeben, etwa DD.MM.YYYY HH:mm",
  "said.refused.is_x_which_is_no_reason": "ist „{1}“, was kein Grund ist",
  "said.refused.is_x_which_is_none": "ist „{1}“, was es nicht gibt",
  "said.refused.is_x_which_is_none_of_paid_authorized_pending_failed_refunded_partially_refunded_or_unpaid":
    "ist „{1}“; möglich sind paid, authorized, pending, failed, refunded, partially_refunded und unpaid",
  "said.refused.is_x_which_may_mean_two_days_state_the_date_layout_such_as_dd_mm_yyyy_hh_mm":
    "ist „{1}“, was zwei Tage meinen kann: das Datumsformat angeben, etwa DD/MM/YYYY HH:mm",
  "said.refused.it_has_changed_nothing": "Es hat nichts geändert",
  "said.refused.it_has_not_ended_stop_it_first": "Es läuft noch: zuerst anhalten",
  "said.refused.it_is_not_known_of_which_lots_line_x_x_was_sent_take_the_units_in_by_a_movement_that_names_their_lot":
    "Aus welchen Chargen Position {1} ({2}) kam, ist nicht bekannt: die Ware mit einer Buchung einlagern, die die Charge nennt",
  "said.refused.job_x_is_x_and_no_dead_letter":
    "Aufgabe {1} ist {2} und wartet nicht auf einen neuen Versuch",
  "said.refused.leaves_a_gap_no_price_for_more_than_x_g_and_less_than_x_g":
    "lässt eine Lücke: kein Preis für mehr als {count} g und weniger als {2} g",
  "said.refused.lot_x_of_x_has_x_units_at_x_x_of_them_picked_x_damaged_and_x_in_quality_control_the_others_are_not":
    "Charge {1} von {2} hat {count} Stück in {4}, davon {5} kommissioniert, {6} beschädigt und {7} in der Qualitätsprüfung: mehr ist nicht da",
  "said.refused.make_the_amount_of_line_x_too_large": "machen den Betrag der Position {1} zu groß",
  "said.refused.makes_more_than_x_lines": "ergibt mehr als {count} Positionen",
  "said.refused.makes_more_than_x_units_at_x": "ergibt mehr als {count} Stück in {2}",
  "said.refused.makes_more_than_x_units_of_x_at_x": "ergibt mehr als {count} Stück von {2} in {3}",
  "said.refused.makes_the_lines_amount_too_large": "macht den Betrag der Position zu groß",
  "said.refused.makes_x_units_of_x_0_to_x_can_be_counted":
    "ergibt {count} Stück von {2}: gezählt werden können 0 bis {3}",
  "said.refused.maps_two_columns_to_x": "ordnet {1} zwei Spalten zu",
  "said.refused.maps_x_to_x_which_is_none_of_x": "ordnet {1} dem Feld {2} zu; möglich sind {3}",
  "said.refused.may_have_x_rules_and_x_bytes": "darf {count} Regeln und {2} Bytes haben",
  "said.refused.may_hold_allocate_release_ship_capture_and_edit":
    "darf allocate, release, ship, capture und edit enthalten",
  "said.refused.min_days_must_be_0_or_more_and_not_above_max_days_max_days_at_most_x":
    "min_days darf nicht negativ und nicht größer als max_days sein, max_days höchstens {count}",
  "said.refused.must_be_0_or_1_a_serial_number_is_one_unit":
    "muss 0 oder 1 sein: eine Seriennummer ist ein Stück",
  "said.refused.must_be_0_sunday_to_6_saturday": "muss 0 (Sonntag) bis 6 (Samstag) sein",
  "said.refused.must_be_0_sunday_to_6_saturday_each_once":
    "muss 0 (Sonntag) bis 6 (Samstag) sein, jeder einmal",
  "said.refused.must_be_0_to_3650": "muss 0 bis 3650 sein",
  "said.refused.must_be_0_to_x": "muss 0 bis {count} sein",
  "said.refused.must_be_0_to_x_so_many_units_of_line_x_can_be_refunded":
    "muss 0 bis {count} sein: so viele Stück der Position {2} lassen sich erstatten",
  "said.refused.must_be_1_or_more": "muss mindestens 1 sein",
  "said.refused.must_be_1_to_10000": "muss 1 bis 10.000 sein",
  "said.refused.must_be_1_to_3600": "muss 1 bis 3600 sein",
  "said.refused.must_be_1_to_x": "muss 1 bis {count} sein",
  "said.refused.must_be_1_to_x_or_as_much_below_zero": "muss 1 bis {count} sein, oder ebenso viel unter null",
  "said.refused.must_be_a_b_or_c": "muss A, B oder C sein",
  "said.refused.must_be_a_comma_a_semicolon_a_tab_or":
    "muss ein Komma, ein Semikolon, ein Tabulator oder | sein",
  "said.refused.must_be_a_comma_a_semicolon_or_tab": "muss ein Komma, ein Semikolon, | oder tab sein",
  "said.refused.must_be_a_complete_address_such_as_https_example_com_path":
    "muss eine vollständige Adresse wie https://example.com/path sein",
  "said.refused.must_be_a_country_of_iso_3166_1_alpha_2_such_as_de_or_empty_for_any":
    "muss ein Ländercode aus zwei Buchstaben wie DE sein, oder leer für alle",
  "said.refused.must_be_a_currency_of_iso_4217_such_as_eur": "muss eine Währung wie EUR sein",
  "said.refused.must_be_a_currency_of_iso_4217_such_as_eur_not_x":
    "muss eine Währung wie EUR sein, nicht „{1}“",
  "said.refused.must_be_a_date_such_as_2026_12_01_not_x": "muss ein Datum wie 2026-12-01 sein, nicht „{1}“",
  "said.refused.must_be_a_date_such_as_2026_12_25": "muss ein Datum wie 2026-12-25 sein",
  "said.refused.must_be_a_date_such_as_2027_03_31": "muss ein Datum wie 2027-03-31 sein",
  "said.refused.must_be_a_day_such_as_2026_11_20_or_an_instant_such_as_2026_11_20t08_00_00z":
    "muss ein Tag wie 2026-11-20 sein, oder ein Zeitpunkt wie 2026-11-20T08:00:00Z",
  "said.refused.must_be_a_host_name_such_as_shop_example_com": "muss ein Hostname wie shop.example.com sein",
  "said.refused.must_be_a_length_of_time_such_as_15m_from_x_to_x":
    "muss eine Dauer wie 15m sein, von {1} bis {2}",
  "said.refused.must_be_a_list": "muss eine Liste sein",
  "said.refused.must_be_a_number": "muss eine Zahl sein",
  "said.refused.must_be_a_sku_of_which_units_are_still_to_be_sent_each_once":
    "muss eine SKU sein, von der noch etwas zu senden ist, jede einmal",
  "said.refused.must_be_a_time_of_day_such_as_15_00": "muss eine Uhrzeit wie 15:00 sein",
  "said.refused.must_be_a_whole_number": "muss eine ganze Zahl sein",
  "said.refused.must_be_a_whole_number_from_x_to_x": "muss eine ganze Zahl von {count} bis {2} sein",
  "said.refused.must_be_a_whole_number_from_x_to_x_not_x":
    "muss eine ganze Zahl von {count} bis {2} sein, nicht „{3}“",
  "said.refused.must_be_a_whole_number_not_x": "muss eine ganze Zahl sein, nicht „{1}“",
  "said.refused.must_be_above_zero": "muss über null liegen",
  "said.refused.must_be_above_zero_and_at_most_x": "muss über null liegen und darf höchstens {1} sein",
  "said.refused.must_be_absent_when_a_sku_is_named_the_sku_says_it_already":
    "muss fehlen, wenn eine SKU genannt ist: sie sagt es schon",
  "said.refused.must_be_absent_where_serials_are_named": "muss fehlen, wo Seriennummern genannt sind",
  "said.refused.must_be_absent_x_is_not_tracked_by_lot_or_serial_number":
    "muss fehlen: {1} wird weder nach Charge noch nach Seriennummer geführt",
  "said.refused.must_be_absent_x_is_tracked_by_lot": "muss fehlen: {1} wird nach Chargen geführt",
  "said.refused.must_be_absent_x_stock_is_not_told_by_x":
    "muss fehlen: dieser Bestand ({1}) wird nicht nach {2} geführt",
  "said.refused.must_be_after_from": "muss nach dem Anfang liegen",
  "said.refused.must_be_an_absolute_url_such_as_https_example_com_hooks":
    "muss eine vollständige Adresse wie https://example.com/hooks sein",
  "said.refused.must_be_an_address_on_the_public_internet": "muss eine Adresse im öffentlichen Internet sein",
  "said.refused.must_be_an_amount_of_x_zero_or_more": "muss ein Betrag in {1} sein, nicht unter null",
  "said.refused.must_be_an_array_of_orders": "muss eine Liste von Aufträgen sein",
  "said.refused.must_be_an_e_mail_address": "muss eine E-Mail-Adresse sein",
  "said.refused.must_be_an_e_mail_address_not_x": "muss eine E-Mail-Adresse sein, nicht „{1}“",
  "said.refused.must_be_an_etag_as_it_was_read_such_as_3": 'muss ein gelesenes ETag wie "3" sein',
  "said.refused.must_be_an_instant_such_as_2026_11_20t10_00_00z":
    "muss ein Zeitpunkt wie 2026-11-20T10:00:00Z sein",
  "said.refused.must_be_an_object": "muss ein Objekt sein",
  "said.refused.must_be_another_location_than_from":
    "muss ein anderer Standort sein als der, von dem es kommt",
  "said.refused.must_be_as_many_as_there_are_units": "müssen so viele sein, wie es Stück sind",
  "said.refused.must_be_assign_acknowledge_snooze_resolve_or_dismiss":
    "muss assign, acknowledge, snooze, resolve oder dismiss sein",
  "said.refused.must_be_authorization_capture_sale_void_refund_or_chargeback":
    "muss authorization, capture, sale, void, refund oder chargeback sein",
  "said.refused.must_be_backorder_or_unallocated": "muss backorder oder unallocated sein",
  "said.refused.must_be_before_the_year_10000": "muss vor dem Jahr 10000 liegen",
  "said.refused.must_be_codes_with_quantities_such_as_tee_red_m_2_cap_1_not_x":
    "muss Codes mit Mengen wie TEE-RED-M:2; CAP:1 enthalten, nicht „{1}“",
  "said.refused.must_be_degrees_such_as_52_52_not_x": "muss in Grad wie 52.52 angegeben sein, nicht „{1}“",
  "said.refused.must_be_different_numbers_none_of_them_empty":
    "müssen verschieden sein, und keine darf leer sein",
  "said.refused.must_be_domestic_eu_or_world": "muss domestic, eu oder world sein",
  "said.refused.must_be_from_0_to_x": "muss von 0 bis {count} reichen",
  "said.refused.must_be_from_1_to_x": "muss von 1 bis {count} reichen",
  "said.refused.must_be_given_1_to_x_times": "muss 1- bis {count}-mal angegeben sein",
  "said.refused.must_be_json": "muss JSON sein",
  "said.refused.must_be_less_than_x": "muss kleiner als {1} sein",
  "said.refused.must_be_locations_ring_fence_threshold_safety_stock_or_oversell_risk":
    "muss locations, ring_fence, threshold, safety_stock oder oversell_risk sein",
  "said.refused.must_be_lost_or_damaged": "muss lost oder damaged sein",
  "said.refused.must_be_manifested_in_transit_out_for_delivery_ready_for_pickup_delivered_exception_returned_to":
    "muss manifested, in_transit, out_for_delivery, ready_for_pickup, delivered, exception, returned_to_sender oder lost sein",
  "said.refused.must_be_manual_payment_fraud_address_review_or_timed":
    "muss manual, payment, fraud, address, review oder timed sein",
  "said.refused.must_be_more_than_x": "muss größer als {1} sein",
  "said.refused.must_be_negative_x_takes_units_away": "muss negativ sein: „{1}“ nimmt Bestand weg",
  "said.refused.must_be_none_for_a_bundle_its_components_are_tracked":
    "muss bei einem Set leer sein: seine Bestandteile werden geführt",
  "said.refused.must_be_none_last_unit_or_share": "muss none, last_unit oder share sein",
  "said.refused.must_be_none_lot_or_serial": "muss none, lot oder serial sein",
  "said.refused.must_be_on_approval_on_inspection_or_by_hand":
    "muss on_approval, on_inspection oder by_hand sein",
  "said.refused.must_be_on_hand_safety_damaged_or_quality_control":
    "muss on_hand, safety, damaged oder quality_control sein",
  "said.refused.must_be_one_of_hold_release_hold_release_tag_untag_cancel_and_reroute_waiting":
    "muss hold, release_hold, release, tag, untag, cancel oder reroute_waiting sein",
  "said.refused.must_be_one_of_orders_skus_locations_listings_stock_movements_and_transit":
    "muss orders, skus, locations, listings, stock, movements oder transit sein",
  "said.refused.must_be_one_of_those_that_can_be_connected_not_x":
    "muss eine der Gegenstellen sein, die sich verbinden lassen, nicht „{1}“",
  "said.refused.must_be_one_of_x": "muss eines von diesen sein: {1}",
  "said.refused.must_be_one_of_x_with_a_before_it_for_the_largest_first":
    "muss eines von diesen sein: {1}; mit einem - davor das Größte zuerst",
  "said.refused.must_be_order": "muss order sein",
  "said.refused.must_be_order_line_or_fulfillment_order": "muss order, line oder fulfillment_order sein",
  "said.refused.must_be_paid_authorized_pending_failed_refunded_partially_refunded_or_unpaid_not_x":
    "muss paid, authorized, pending, failed, refunded, partially_refunded oder unpaid sein, nicht „{1}“",
  "said.refused.must_be_paid_authorized_pending_or_unpaid": "muss paid, authorized, pending oder unpaid sein",
  "said.refused.must_be_pdf_or_zpl": "muss pdf oder zpl sein",
  "said.refused.must_be_pending_succeeded_failed_or_unknown":
    "muss pending, succeeded, failed oder unknown sein",
  "said.refused.must_be_person_time_or_payment": "muss person, time oder payment sein",
  "said.refused.must_be_positive_x_adds_units": "muss positiv sein: „{1}“ vermehrt den Bestand",
  "said.refused.must_be_received_adjusted_found_lost_returned_correction_damaged_quality_control_safety_or_expected":
    "muss received, adjusted, found, lost, returned, correction, damaged, quality_control, safety oder expected sein",
  "said.refused.must_be_refund_or_reject": "muss refund oder reject sein",
  "said.refused.must_be_requested_in_transit_to_inspect_to_resolve_or_closed":
    "muss requested, in_transit, to_inspect, to_resolve oder closed sein",
  "said.refused.must_be_sent_once_with_1_to_x_characters":
    "muss genau einmal gesendet werden, mit 1 bis {count} Zeichen",
  "said.refused.must_be_skip_or_zero": "muss skip oder zero sein",
  "said.refused.must_be_skus_locations_listings_stock_movements_or_transit":
    "muss skus, locations, listings, stock, movements oder transit sein",
  "said.refused.must_be_succeeded_or_pending": "muss succeeded oder pending sein",
  "said.refused.must_be_text": "muss Text sein",
  "said.refused.must_be_text_of_the_form_x": "muss Text der Form {1} sein",
  "said.refused.must_be_the_serial_numbers_of_the_x_units_x_is_tracked_by_serial_number":
    "müssen die Seriennummern der {count} Stück sein: {2} wird nach Seriennummern geführt",
  "said.refused.must_be_the_serial_numbers_of_what_is_sent_x_is_tracked_by_serial_number":
    "müssen die Seriennummern der versandten Ware sein: {1} wird nach Seriennummern geführt",
  "said.refused.must_be_there_and_unique": "muss vorhanden und eindeutig sein",
  "said.refused.must_be_told_in_their_order_and_not_before_they_happened":
    "müssen der Reihe nach gemeldet werden und nicht, bevor sie geschehen sind",
  "said.refused.must_be_true_or_false": "muss true oder false sein",
  "said.refused.must_be_visible_ascii_characters": "muss aus sichtbaren ASCII-Zeichen bestehen",
  "said.refused.must_be_warehouse_store_3pl_supplier_or_virtual":
    "muss warehouse, store, 3pl, supplier oder virtual sein",
  "said.refused.must_be_within_90_days": "muss innerhalb von 90 Tagen liegen",
  "said.refused.must_be_x": "muss so sein: {1}",
  "said.refused.must_be_x_by_which_x_x_of_x_is_known_if_that_is_wrong_correct_the_lot":
    "muss {1} sein, wie bei {2} {3} von {4} bekannt: wenn das falsch ist, die Charge berichtigen",
  "said.refused.must_be_x_days_ago_or_earlier": "muss mindestens {count} Tage zurückliegen",
  "said.refused.must_be_x_not_a_json_x": "muss {1} sein, nicht {2} in JSON",
  "said.refused.must_be_x_or_absent_for_x": "muss bei „{2}“ „{1}“ sein oder fehlen",
  "said.refused.must_be_x_or_less": "darf höchstens {1} sein",
  "said.refused.must_be_x_or_more": "muss mindestens {1} sein",
  "said.refused.must_be_x_that_of_the_built_in_carriers_prices_or_the_policy_needs_cards_of_its_own":
    "muss {1} sein, wie die eingebauten Versandpreise, oder es braucht eigene Tarife",
  "said.refused.must_be_x_to_x": "muss {count} bis {2} sein",
  "said.refused.must_be_yes_or_no_not_x": "muss yes oder no sein, nicht „{1}“",
  "said.refused.must_be_zero_or_more": "darf nicht negativ sein",
  "said.refused.must_be_zero_or_more_not_x": "darf nicht negativ sein, ist aber {1}",
  "said.refused.must_begin_with_https": "muss mit https:// beginnen",
  "said.refused.must_each_be_0_to_1": "müssen jeweils 0 bis 1 sein",
  "said.refused.must_end_in_x": "muss auf {1} enden",
  "said.refused.must_have_1_to_1000_entries": "muss 1 bis 1000 Einträge haben",
  "said.refused.must_have_1_to_100_characters": "muss 1 bis 100 Zeichen haben",
  "said.refused.must_have_1_to_200_characters": "muss 1 bis 200 Zeichen haben",
  "said.refused.must_have_1_to_7_entries": "muss 1 bis 7 Einträge haben",
  "said.refused.must_have_1_to_x_entries": "muss 1 bis {count} Einträge haben",
  "said.refused.must_have_a_column_sku_and_a_column_price_its_columns_are_x":
    "muss eine Spalte sku und eine Spalte price haben; vorhanden sind {1}",
  "said.refused.must_have_a_weight_and_sizes_of_zero_or_more":
    "muss ein Gewicht und Maße haben, die nicht negativ sind",
  "said.refused.must_have_at_least_x_characters": "muss mindestens {count} Zeichen haben",
  "said.refused.must_have_at_least_x_characters_a_few_words_make_a_good_one":
    "muss mindestens {count} Zeichen haben; ein paar Wörter ergeben ein gutes",
  "said.refused.must_have_at_least_x_entries": "muss mindestens {count} Einträge haben",
  "said.refused.must_have_at_most_x_bytes": "darf höchstens {count} Bytes haben",
  "said.refused.must_have_at_most_x_characters": "darf höchstens {count} Zeichen haben",
  "said.refused.must_have_at_most_x_entries": "darf höchstens {count} Einträge haben",
  "said.refused.must_have_from_and_to_dates_such_as_2026_12_24_in_order":
    "muss einen Anfang und ein Ende wie 2026-12-24 haben, der Reihe nach",
  "said.refused.must_have_neither_a_user_nor_a_fragment":
    "darf weder einen Benutzer noch einen Teil hinter # enthalten",
  "said.refused.must_have_yyyy_mm_and_dd_and_hh_mm_and_ss_where_there_is_a_time_such_as_dd_mm_yyyy_hh_mm_x_has_not":
    "muss YYYY, MM und DD enthalten, mit einer Uhrzeit auch HH, mm und ss, etwa DD/MM/YYYY HH:mm; „{1}“ hat das nicht",
  "said.refused.must_lie_ahead": "muss in der Zukunft liegen",
  "said.refused.must_lie_ahead_for_a_hold_that_ends_by_time":
    "muss in der Zukunft liegen, wenn die Sperre nach Zeit endet",
  "said.refused.must_lie_between_1990_and_a_year_from_now":
    "muss zwischen 1990 und heute in einem Jahr liegen",
  "said.refused.must_match_the_pattern_x": "muss zum Muster {1} passen",
  "said.refused.must_name_1_to_x": "muss 1 bis {count} nennen",
  "said.refused.must_name_at_least_one": "muss mindestens einen nennen",
  "said.refused.must_name_at_most_x_orders_use_a_filter":
    "darf höchstens {count} Aufträge nennen: einen Filter verwenden",
  "said.refused.must_not_be_the_e_mail_address": "darf nicht die E-Mail-Adresse sein",
  "said.refused.must_not_carry_a_user_name_or_a_password": "darf weder Benutzername noch Passwort enthalten",
  "said.refused.must_not_have_an_entry_twice": "darf keinen Eintrag doppelt haben",
  "said.refused.must_rise_from_step_to_step": "muss von Stufe zu Stufe steigen",
  "said.refused.must_say_of_which_lots_the_units_of_x_are_it_is_tracked_by_x":
    "muss die Chargen der Ware von {1} nennen: sie wird nach {2} geführt",
  "said.refused.name_nothing_that_has_come": "nennen nichts, was gekommen ist",
  "said.refused.names_location_x_twice": "nennt Standort {1} doppelt",
  "said.refused.names_no_fulfillment_order_of_the_order": "nennt keinen Versandauftrag dieses Auftrags",
  "said.refused.names_no_hold_of_the_order": "nennt keine Sperre dieses Auftrags",
  "said.refused.names_no_line_of_the_order": "nennt keine Position dieses Auftrags",
  "said.refused.names_no_line_of_x": "nennt keine Position von {1}",
  "said.refused.names_no_line_of_x_or_one_twice": "nennt keine Position von {1}, oder eine doppelt",
  "said.refused.names_no_transaction_of_the_order": "nennt keine Zahlung dieses Auftrags",
  "said.refused.names_the_column_x_which_the_file_does_not_have":
    "nennt die Spalte {1}, die in der Datei fehlt",
  "said.refused.names_the_column_x_which_the_file_lacks": "nennt die Spalte „{1}“, die in der Datei fehlt",
  "said.refused.names_the_field_x_which_there_is_not": "nennt das Feld „{1}“, das es nicht gibt",
  "said.refused.names_them_all_leave_the_fields_out_by_which_others_are_chosen":
    "nennt alle: die Felder weglassen, nach denen andere gewählt werden",
  "said.refused.needs_a_name": "braucht einen Namen",
  "said.refused.needs_a_weight_up_to_which_its_prices_hold":
    "braucht ein Gewicht, bis zu dem die Preise gelten",
  "said.refused.needs_a_zone": "braucht eine Zone",
  "said.refused.needs_at_least_one_entry": "braucht mindestens einen Eintrag",
  "said.refused.needs_at_least_one_line": "braucht mindestens eine Position",
  "said.refused.needs_at_least_one_order": "braucht mindestens einen Auftrag",
  "said.refused.needs_at_least_one_service": "braucht mindestens einen Dienst",
  "said.refused.needs_at_least_one_step": "braucht mindestens eine Stufe",
  "said.refused.needs_both_latitude_and_longitude_or_neither":
    "braucht Breite und Länge, oder keines von beiden",
  "said.refused.never_changes_make_another_connection":
    "lässt sich nicht ändern: eine andere Verbindung anlegen",
  "said.refused.no_column_is_known_to_be_x_the_columns_are_x_map_one_to_it":
    "Keine Spalte ist als {1} erkannt; vorhanden sind {2}. Eine davon zuordnen",
  "said.refused.no_label_of_x_is_bought_yet_pack_and_ship_its_work_first":
    "Für {1} ist noch kein Etikett gekauft: zuerst verpacken und versenden",
  "said.refused.no_service_of_the_carrier_takes_these_parcels_to_their_destination_look_at_the_weights_and_the_rate":
    "Kein Dienst des Versanddienstes nimmt diese Pakete ans Ziel mit: Gewichte und Tarife prüfen",
  "said.refused.nobody_can_give_or_manage_what_they_may_not_do_themselves_x":
    "Niemand kann vergeben oder verwalten, was er selbst nicht darf: {1}",
  "said.refused.nothing_at_x_is_chosen_by_this_widen_it": "In {1} trifft das auf nichts zu: weiter fassen",
  "said.refused.nothing_at_x_waits_to_be_picked_that_fits_release_some_or_widen_the_choice":
    "In {1} wartet nichts Passendes auf die Kommissionierung: etwas freigeben oder die Auswahl weiter fassen",
  "said.refused.nothing_of_fulfillment_order_x_is_packed_and_unshipped":
    "In Versandauftrag {1} ist nichts verpackt und noch nicht versandt",
  "said.refused.nothing_of_fulfillment_order_x_is_picked_and_unpacked":
    "In Versandauftrag {1} ist nichts kommissioniert und noch nicht verpackt",
  "said.refused.nothing_of_it_is_on_hand_so_nothing_can_be_reserved":
    "Davon ist nichts auf Lager, also lässt sich nichts reservieren",
  "said.refused.nothing_of_x_is_counted_count_something_or_cancel_it":
    "In {1} ist nichts gezählt: etwas zählen oder abbrechen",
  "said.refused.of_x_would_ask_for_more_than_x_units": "würden von {1} mehr als {count} Stück verlangen",
  "said.refused.only_a_user_who_is_signed_in_has_a_password": "Ein Passwort hat nur, wer angemeldet ist",
  "said.refused.only_x_of_the_x_shipped_units_are_neither_asked_back_nor_returned":
    "Von {2} versandten Stück sind nur {count} weder zurückverlangt noch zurück",
  "said.refused.only_x_of_the_x_units_are_x": "Von {2} Stück sind nur {count} {3}",
  "said.refused.only_x_of_the_x_units_of_line_x_are_left_to_pick_on_fulfillment_order_x":
    "Von {2} Stück der Position {3} sind in Versandauftrag {4} nur noch {count} zu kommissionieren",
  "said.refused.only_x_of_the_x_units_of_line_x_are_there_on_fulfillment_order_x":
    "Von {2} Stück der Position {3} sind in Versandauftrag {4} nur {count} da",
  "said.refused.only_x_of_the_x_units_of_line_x_can_be_taken_from_fulfillment_order_x":
    "Von {2} Stück der Position {3} lassen sich nur {count} aus Versandauftrag {4} nehmen",
  "said.refused.only_x_of_the_x_units_of_line_x_x_can_be_canceled_x":
    "Von {2} Stück der Position {3} ({4}) lassen sich nur {count} stornieren",
  "said.refused.only_x_of_the_x_units_of_line_x_x_can_be_taken_off_x":
    "Von {2} Stück der Position {3} ({4}) lassen sich nur {count} herausnehmen",
  "said.refused.only_x_of_x_are_available_at_x": "In {3} sind nur {count} von {2} verfügbar",
  "said.refused.only_x_of_x_units_of_x_at_x_are_available_the_others_are_promised_or_kept_back":
    "Von {2} Stück {3} in {4} sind nur {count} verfügbar: die anderen sind zugesagt oder zurückgehalten",
  "said.refused.only_x_units_of_lot_x_of_x_can_be_taken_at_x":
    "Von Charge {2} von {3} lassen sich in {4} nur {count} Stück entnehmen",
  "said.refused.only_x_units_of_x_are_expected_at_x": "In {3} werden nur {count} Stück von {2} erwartet",
  "said.refused.only_x_units_of_x_at_x_are_x": "In {3} sind nur {count} Stück von {2} {4}",
  "said.refused.or_a_category_is_needed_a_fence_holds_units_of_certain_skus":
    "oder eine Kategorie fehlt: reserviert wird der Bestand bestimmter SKUs",
  "said.refused.or_a_name_is_required": "oder ein Name fehlt",
  "said.refused.or_a_period_and_not_both": "oder ein Zeitraum, nicht beides",
  "said.refused.or_filter_is_required_and_not_both": "oder ein Filter muss angegeben sein, nicht beides",
  "said.refused.or_last_is_required": "oder last fehlt",
  "said.refused.or_policy_and_not_both": "oder policy, nicht beides",
  "said.refused.or_policy_is_required_and_not_both": "oder policy muss angegeben sein, nicht beides",
  "said.refused.order_x_came_without_a_payload": "Auftrag {1} kam ohne Inhalt",
  "said.refused.order_x_has_version_x_now_not_x_read_it_again":
    "Auftrag {1} wurde inzwischen geändert: neu laden",
  "said.refused.order_x_is_closed_everything_has_arrived":
    "Auftrag {1} ist abgeschlossen: alles ist angekommen",
  "said.refused.order_x_is_x": "Auftrag {1} ist {2}",
  "said.refused.order_x_is_x_and_cant_be_edited": "Auftrag {1} ist {2} und lässt sich nicht bearbeiten",
  "said.refused.order_x_is_x_not_a_draft": "Auftrag {1} ist {2}, kein Entwurf",
  "said.refused.order_x_is_x_nothing_can_be_added_to_it": "Auftrag {1} ist {2}: nichts lässt sich hinzufügen",
  "said.refused.order_x_is_x_there_is_nothing_to_hold": "Auftrag {1} ist {2}: es gibt nichts zu sperren",
  "said.refused.order_x_waits_for_its_payment_x_name_hold_x_to_release_it_all_the_same":
    "Auftrag {1} wartet auf seine Zahlung: {2}. Trotzdem freigeben geht nur über die Sperre {3} selbst",
  "said.refused.order_x_was_archived_in_x_switchyard_archive_restore_brings_it_back":
    "Auftrag {1} liegt im Archiv {2}; switchyard archive restore holt ihn zurück",
  "said.refused.order_x_was_not_read_in_this_transaction":
    "Auftrag {1} wurde in diesem Vorgang nicht gelesen",
  "said.refused.order_x_would_have_more_than_250_tags": "Auftrag {1} hätte mehr als 250 Schlagwörter",
  "said.refused.order_x_would_have_more_than_x_lines": "Auftrag {1} hätte mehr als {count} Positionen",
  "said.refused.overlaps_the_column_before_it_which_ends_at_x_g":
    "überlappt die Spalte davor, die bei {count} g endet",
  "said.refused.parcel_x_has_a_label_void_the_shipment_x_first":
    "Paket {1} hat ein Etikett: zuerst die Sendung {2} stornieren",
  "said.refused.prefer_by_group_needs_groups_or_locations":
    "eine Bevorzugung nach Gruppe braucht Gruppen oder Standorte",
  "said.refused.prefer_by_priority_list_needs_locations": "eine Bevorzugung nach Rangliste braucht Standorte",
  "said.refused.quotes_go_around_a_whole_value_within_it_write":
    'Anführungszeichen umschließen einen ganzen Wert; darin \\" schreiben',
  "said.refused.reservation_x_is_x_make_a_new_one": "Reservierung {1} ist {2}: eine neue anlegen",
  "said.refused.row_x_cant_be_read_as_csv_x": "Zeile {1} ist kein lesbares CSV: {2}",
  "said.refused.row_x_cant_be_read_x": "Zeile {1} ist nicht lesbar: {2}",
  "said.refused.row_x_has_more_than_x_mb": "Zeile {1} hat mehr als {count} MB",
  "said.refused.row_x_has_x_cells_the_header_has_x": "Zeile {1} hat {count} Zellen, die Kopfzeile hat {3}",
  "said.refused.say_which_serial_numbers_of_x_came_back_line_x_was_sent_with_x":
    "Angeben, welche Seriennummern von {1} zurück sind: Position {2} ging mit {3} hinaus",
  "said.refused.says_it_all_give_neither_action_nor_ids_nor_filter_beside_it":
    "sagt schon alles: daneben weder Aktion noch Aufträge noch Filter angeben",
  "said.refused.says_nothing_of_what_is_in_the_parcel": "sagt nicht, was im Paket ist",
  "said.refused.says_the_states_already_leave_out_status": "nennt die Zustände schon: status weglassen",
  "said.refused.serial_number_x_of_x_is_in_stock_already": "Seriennummer {1} von {2} ist schon auf Lager",
  "said.refused.serial_number_x_of_x_is_in_stock_at_x_already":
    "Seriennummer {1} von {2} ist schon in {3} auf Lager",
  "said.refused.serial_number_x_of_x_is_picked_for_another_order_damaged_or_in_quality_control":
    "Seriennummer {1} von {2} ist für einen anderen Auftrag kommissioniert, beschädigt oder in der Qualitätsprüfung",
  "said.refused.serial_number_x_of_x_was_shipped_with_an_order_take_it_back_by_a_return":
    "Seriennummer {1} von {2} ging mit einem Auftrag hinaus: als Retoure zurücknehmen",
  "said.refused.shipment_x_is_x_and_has_no_label": "Sendung {1} ist {2} und hat kein Etikett",
  "said.refused.shipment_x_is_x_only_a_label_that_was_not_used_can_be_voided":
    "Sendung {1} ist {2}: nur ein unbenutztes Etikett lässt sich stornieren",
  "said.refused.shipment_x_was_paid_back_its_units_cant_be_sent_again_for_nothing":
    "Sendung {1} wurde erstattet: ihr Inhalt lässt sich nicht kostenlos noch einmal senden",
  "said.refused.shopify_the_body_is_no_order_it_has_no_id_or_no_lines":
    "Shopify: der Inhalt ist kein Auftrag, er hat keine ID oder keine Positionen",
  "said.refused.shopify_the_body_is_no_order_x": "Shopify: der Inhalt ist kein Auftrag: {1}",
  "said.refused.sign_in_or_send_a_token_as_authorization_bearer": "Bitte anmelden",
  "said.refused.sku_x_has_stock_of_its_own_a_bundle_has_none":
    "SKU {1} hat eigenen Bestand; ein Set hat keinen",
  "said.refused.sku_x_is_a_component_of_other_bundles_a_bundle_holds_plain_skus_only":
    "SKU {1} gehört zu anderen Sets; ein Set enthält nur einfache SKUs",
  "said.refused.sku_x_is_in_stock_on_its_way_or_promised_and_its_units_cant_be_told_apart_afterwards_take_its_stock":
    "SKU {1} ist auf Lager, unterwegs oder zugesagt und lässt sich nachträglich nicht unterscheiden: den Bestand auf null bringen, ändern und die Ware mit Charge oder Seriennummer neu einlagern",
  "said.refused.somebody_else_has_changed_the_draft_meanwhile_read_it_again":
    "Jemand anderes hat den Entwurf inzwischen geändert: neu laden",
  "said.refused.something_went_wrong_here_the_log_knows_this_request_by_its_id":
    "Hier ist etwas schiefgegangen; das Protokoll kennt diese Anfrage unter ihrer ID",
  "said.refused.stands_behind_the_beginning_of_a_value_put_what_contains_it_into_quotes":
    "* steht nach dem Anfang eines Werts; was es enthält, in Anführungszeichen setzen",
  "said.refused.stock_of_x_at_x_x": "Bestand von {1} in {2}: {3}",
  "said.refused.the_body_came_too_slowly_send_at_least_x_bytes_a_second":
    "Die Anfrage kam zu langsam: mindestens {count} Bytes je Sekunde senden",
  "said.refused.the_body_cant_be_read_to_its_end": "Die Anfrage ist nicht bis zum Ende lesbar",
  "said.refused.the_body_has_x_bytes_the_limit_is_x":
    "Die Anfrage hat {count} Bytes, höchstens {2} sind erlaubt",
  "said.refused.the_body_is_empty_this_operation_needs_a_json_object":
    "Die Anfrage ist leer; sie braucht ein Objekt in JSON",
  "said.refused.the_body_is_larger_than_the_limit_of_x_bytes": "Die Anfrage hat mehr als {count} Bytes",
  "said.refused.the_body_is_nested_deeper_than_x_levels":
    "Die Anfrage ist tiefer als {count} Ebenen geschachtelt",
  "said.refused.the_body_is_not_valid_json": "Die Anfrage ist kein gültiges JSON",
  "said.refused.the_body_is_not_valid_utf_8": "Die Anfrage ist kein gültiges UTF-8",
  "said.refused.the_body_must_be_application_json_in_utf_8_not_x":
    "Die Anfrage muss application/json in UTF-8 sein, nicht „{1}“",
  "said.refused.the_canary_has_ended_it_was_x": "Die Erprobung ist beendet: sie wurde {1}",
  "said.refused.the_canary_was_stopped_publish_version_x_or_try_it_again":
    "Der Versuch wurde beendet: Version {1} veröffentlichen oder noch einmal versuchen",
  "said.refused.the_cell_x_of_row_x_has_more_than_x_bytes":
    "Die Zelle {1} in Zeile {2} hat mehr als {count} Bytes",
  "said.refused.the_carrier_sold_x_labels_for_x_parcels":
    "Der Versanddienst hat {count} Etiketten für {2} Pakete verkauft",
  "said.refused.the_character_nul_cant_be_searched_for": "Nach dem Zeichen NUL lässt sich nicht suchen",
  "said.refused.the_connection_feeds_no_channel_name_one":
    "Die Verbindung gehört zu keinem Kanal: einen angeben",
  "said.refused.the_connection_is_paused": "Die Verbindung ist angehalten",
  "said.refused.the_connection_is_x_resume_it_first": "Die Verbindung ist {1}: zuerst fortsetzen",
  "said.refused.the_draft_has_no_rate_card_x": "Der Entwurf hat keinen Tarif „{1}“",
  "said.refused.the_file_has_more_than_x_mb_split_it": "Die Datei hat mehr als {count} MB: aufteilen",
  "said.refused.the_file_has_more_than_x_rows_split_it": "Die Datei hat mehr als {count} Zeilen: aufteilen",
  "said.refused.the_file_has_this_lane_twice": "Die Datei hat diese Strecke doppelt",
  "said.refused.the_file_has_x_bytes_the_limit_is_x_use_the_command_line":
    "Die Datei hat {count} Bytes, höchstens {2} sind erlaubt: über die Befehlszeile importieren",
  "said.refused.the_file_has_x_columns_the_limit_is_x":
    "Die Datei hat {count} Spalten, höchstens {2} sind erlaubt",
  "said.refused.the_file_is_empty_its_first_row_must_name_the_columns":
    "Die Datei ist leer; ihre erste Zeile muss die Spalten benennen",
  "said.refused.the_file_is_neither_csv_nor_xlsx_it_has_binary_content": "Die Datei ist weder CSV noch XLSX",
  "said.refused.the_file_is_not_utf_8_save_it_as_csv_utf_8_or_say_that_it_is_windows_1252":
    "Die Datei ist kein UTF-8: als „CSV UTF-8“ speichern, oder Windows-1252 angeben",
  "said.refused.the_file_is_utf_16_save_it_as_csv_utf_8": "Die Datei ist UTF-16: als „CSV UTF-8“ speichern",
  "said.refused.the_file_looks_like_gzip_and_cant_be_unpacked_x":
    "Die Datei sieht nach gzip aus und lässt sich nicht entpacken: {1}",
  "said.refused.the_first_request_with_this_idempotency_key_is_still_running_ask_again_in_a_moment":
    "Das wird gerade noch erledigt: gleich noch einmal versuchen",
  "said.refused.the_idempotency_key_was_used_for_another_request_use_a_new_one":
    "Dieser Idempotency-Key gehört zu einer anderen Anfrage: einen neuen verwenden",
  "said.refused.the_input_is_not_valid": "Die Angaben sind nicht gültig",
  "said.refused.the_listings_channel_has_no_connection_that_can_be_told_quantities":
    "Der Kanal des Angebots hat keine Verbindung, der sich Mengen melden lassen",
  "said.refused.the_order_came_twice_at_once_and_the_first_was_not_kept_send_it_again":
    "Der Auftrag kam zweimal zugleich und wurde nicht gespeichert: noch einmal senden",
  "said.refused.the_orders_shipping_address_has_no_country_add_it_first":
    "Der Lieferadresse des Auftrags fehlt das Land: zuerst ergänzen",
  "said.refused.the_orders_that_hold_this_stock_keep_changing_try_again":
    "Die Aufträge, denen dieser Bestand zugesagt ist, ändern sich gerade: noch einmal versuchen",
  "said.refused.the_parcels_were_packed_just_now_try_again":
    "Die Pakete wurden gerade eben gepackt: noch einmal versuchen",
  "said.refused.the_path_is_not_valid_utf_8_without_nul": "Die Adresse ist kein gültiges UTF-8 ohne NUL",
  "said.refused.the_preview_x_is_not_there_any_more_preview_again":
    "Die Vorschau „{1}“ gibt es nicht mehr: neu ansehen",
  "said.refused.the_query_is_not_valid_utf_8_without_nul": "Die Abfrage ist kein gültiges UTF-8 ohne NUL",
  "said.refused.the_quotes_are_not_closed": "Die Anführungszeichen sind nicht geschlossen",
  "said.refused.the_replay_of_version_x_found_x_defects_decisions_came_out_differently_under_the_policy_that_made":
    "Der Probelauf der Version {1} fand {count} Abweichungen: Entscheidungen fielen unter denselben Regeln anders aus. Bitte melden, oder mit Begründung trotzdem veröffentlichen",
  "said.refused.the_request_was_given_up_before_it_was_done_it_is_safe_to_send_it_again_with_the_same_idempotency":
    "Die Anfrage wurde aufgegeben, bevor sie erledigt war; sie lässt sich gefahrlos wiederholen",
  "said.refused.the_row_is_not_valid": "Die Zeile ist nicht gültig",
  "said.refused.the_same_work_is_queued_already_by_another_job_discard_this_one":
    "Dieselbe Arbeit steht schon in der Warteschlange: diese verwerfen",
  "said.refused.the_secret_x_cant_be_opened_enter_it_again_x":
    "Das Geheimnis {1} lässt sich nicht öffnen: neu eingeben ({2})",
  "said.refused.the_settings_are_not_valid": "Die Einstellungen sind nicht gültig",
  "said.refused.the_signature_is_not_valid": "Die Signatur ist nicht gültig",
  "said.refused.the_table_has_x_lanes_the_limit": "Die Tabelle hat {count} Strecken, mehr gehen nicht",
  "said.refused.the_token_is_not_known_was_revoked_or_has_expired":
    "Das Token ist nicht bekannt, widerrufen oder abgelaufen",
  "said.refused.the_user_is_not_active": "Der Zugang ist nicht aktiv",
  "said.refused.the_user_was_changed_meanwhile_it_has_version_x":
    "Der Zugang wurde inzwischen geändert: neu laden",
  "said.refused.the_vendor_refused_x": "Die Gegenseite lehnt ab: {1}",
  "said.refused.the_workbook_cant_be_read_x": "Die Arbeitsmappe ist nicht lesbar: {1}",
  "said.refused.the_x_x_is_known_with_another_amount_use_a_new_reference":
    "„{2}“ ({1}) ist mit einem anderen Betrag bekannt: einen neuen Beleg verwenden",
  "said.refused.there_are_not_x_units_of_x_x_of_x_x": "{count} Stück gibt es nicht, {2} „{3}“ von {4}: {5}",
  "said.refused.there_are_x_rules_the_limit": "Es gibt schon {count} Regeln, mehr gehen nicht",
  "said.refused.there_are_x_transit_tables_the_limit":
    "Es gibt schon {count} Laufzeittabellen, mehr gehen nicht",
  "said.refused.there_is_a_rule_x_already_choose_another_name":
    "Eine Regel „{1}“ gibt es schon: einen anderen Namen wählen",
  "said.refused.there_is_a_view_called_x_on_this_page_already_change_it_or_choose_another_name":
    "Eine Ansicht „{1}“ gibt es auf dieser Seite schon: sie ändern oder einen anderen Namen wählen",
  "said.refused.there_is_no_active_location_x": "Einen aktiven Standort „{1}“ gibt es nicht",
  "said.refused.there_is_no_bulk_operation_x": "Die Sammelaktion „{1}“ gibt es nicht",
  "said.refused.there_is_no_canary_x": "Den Versuch „{1}“ gibt es nicht",
  "said.refused.there_is_no_connection_x": "Die Verbindung „{1}“ gibt es nicht",
  "said.refused.there_is_no_consumer_x": "Den Verarbeiter „{1}“ gibt es nicht",
  "said.refused.there_is_no_count_x": "Die Zählung {1} gibt es nicht",
  "said.refused.there_is_no_delivery_x": "Die Zustellung „{1}“ gibt es nicht",
  "said.refused.there_is_no_event_x": "Das Ereignis {1} gibt es nicht",
  "said.refused.there_is_no_exception_x": "Den Klärfall „{1}“ gibt es nicht",
  "said.refused.there_is_no_fulfillment_order_x": "Den Versandauftrag {1} gibt es nicht",
  "said.refused.there_is_no_import_x": "Den Import „{1}“ gibt es nicht",
  "said.refused.there_is_no_job_x": "Die Aufgabe {1} gibt es nicht",
  "said.refused.there_is_no_location_x": "Den Standort {1} gibt es nicht",
  "said.refused.there_is_no_lot_x": "Die Charge {1} gibt es nicht",
  "said.refused.there_is_no_notice_x": "Die Meldung „{1}“ gibt es nicht",
  "said.refused.there_is_no_order_x": "Den Auftrag {1} gibt es nicht",
  "said.refused.there_is_no_parcel_x": "Das Paket {1} gibt es nicht",
  "said.refused.there_is_no_purchase_order_x": "Die Bestellung {1} gibt es nicht",
  "said.refused.there_is_no_replay_x": "Den Probelauf „{1}“ gibt es nicht",
  "said.refused.there_is_no_reservation_x": "Die Reservierung {1} gibt es nicht",
  "said.refused.there_is_no_return_x": "Die Retoure {1} gibt es nicht",
  "said.refused.there_is_no_such_key_write_one_of_x_or_put_it_into_quotes_to_search_for_it":
    "Diesen Schlüssel gibt es nicht: einen von {1} schreiben, oder in Anführungszeichen danach suchen",
  "said.refused.there_is_no_such_session": "Diese Anmeldung gibt es nicht",
  "said.refused.there_is_no_such_token": "Dieses Token gibt es nicht",
  "said.refused.there_is_no_such_user": "Diesen Zugang gibt es nicht",
  "said.refused.there_is_no_such_x": "Nicht gefunden: {1}",
  "said.refused.there_is_no_transfer_x": "Die Umlagerung {1} gibt es nicht",
  "said.refused.there_is_no_version_x": "Die Version {1} gibt es nicht",
  "said.refused.there_is_no_version_x_of_the_routing_policy": "Die Version {1} des Routings gibt es nicht",
  "said.refused.there_is_no_webhook_x": "Den Webhook „{1}“ gibt es nicht",
  "said.refused.there_is_no_x": "{1} gibt es nicht",
  "said.refused.there_is_no_x_x": "{1} „{2}“ gibt es nicht",
  "said.refused.there_is_not_enough_stock_for_all_of_it_so_nothing_is_reserved":
    "Der Bestand reicht nicht für alles, also ist nichts reserviert",
  "said.refused.there_is_nothing_at_this_address_the_operations_are_in_x_openapi_json":
    "Unter dieser Adresse ist nichts; was es gibt, steht in {1}/openapi.json",
  "said.refused.there_is_nothing_to_search_for": "Es gibt nichts zu suchen",
  "said.refused.this_account_is_connected_already_as_x": "Dieses Konto ist schon verbunden, als {1}",
  "said.refused.this_account_is_connected_already_as_x_for_channel_x":
    "Dieses Konto ist schon verbunden, als {1} für den Kanal {2}",
  "said.refused.this_e_mail_and_password_dont_match": "E-Mail-Adresse und Passwort passen nicht zusammen",
  "said.refused.this_installation_has_its_owner_already_sign_in":
    "Diese Installation ist schon eingerichtet: bitte anmelden",
  "said.refused.this_is_no_demo_switchyard_demo_starts_one":
    "Das ist keine Demo; switchyard demo startet eine",
  "said.refused.this_is_not_a_request_of_http_that_can_be_read": "Das ist keine lesbare HTTP-Anfrage",
  "said.refused.this_is_the_last_owner_make_somebody_else_an_owner_first":
    "Das ist der letzte Inhaber: zuerst jemand anderes zum Inhaber machen",
  "said.refused.this_needs_the_permission_x_which_x_does_not_have": "Dafür fehlt die Berechtigung {1}",
  "said.refused.this_request_came_from_another_site": "Diese Anfrage kam von einer anderen Website",
  "said.refused.this_vendor_cant_be_asked_for_webhooks_set_x_up_there":
    "Bei dieser Gegenseite müssen Webhooks von Hand eingerichtet werden, an die Adresse {1}",
  "said.refused.too_many_attempts_try_again_in_x": "Zu viele Versuche: in {1} noch einmal versuchen",
  "said.refused.transfer_x_is_a_draft_ship_it_first": "Umlagerung {1} ist ein Entwurf: zuerst abschicken",
  "said.refused.transfer_x_is_on_its_way_its_items_cant_change":
    "Umlagerung {1} ist unterwegs: ihr Inhalt ändert sich nicht mehr",
  "said.refused.transfer_x_is_x_adjust_the_stock_instead":
    "Umlagerung {1} ist {2}: stattdessen den Bestand korrigieren",
  "said.refused.transfer_x_is_x_nothing_of_it_can_change":
    "Umlagerung {1} ist {2}: daran ändert sich nichts mehr",
  "said.refused.units_cant_move_from_x_to_x": "Ein Stück kann nicht von „{1}“ nach „{2}“ wechseln",
  "said.refused.units_of_x_wait_at_x_inspect_them_before_others_come_to_x":
    "Ware von {1} wartet in {2}: zuerst prüfen, bevor andere nach {3} kommt",
  "said.refused.version_x_is_tried_on_x_x_of_the_orders_promote_or_stop_it_first":
    "Version {1} wird an {count} % der Aufträge versucht: zuerst übernehmen oder beenden",
  "said.refused.version_x_is_untested_replay_it_over_at_least_x_decisions_or_all_there_are_first":
    "Version {1} ist nicht geprüft: zuerst ein Probelauf über mindestens {count} Entscheidungen, oder über alle",
  "said.refused.version_x_was_live_before_roll_back_to_it_instead":
    "Version {1} war schon aktiv: zu ihr zurückkehren",
  "said.refused.version_x_was_never_live_publish_it_instead":
    "Version {1} war nie aktiv: sie veröffentlichen",
  "said.refused.version_x_was_promoted_it_decides_about_all_orders_roll_back_to_version_x_instead":
    "Version {1} wurde übernommen und entscheidet über alle Aufträge: stattdessen zu Version {2} zurückkehren",
  "said.refused.was_not_shipped_it_cant_come_back": "wurde nicht versandt und kann nicht zurückkommen",
  "said.refused.webhook_x_is_disabled_enable_it_first": "Webhook {1} ist abgeschaltet: zuerst einschalten",
  "said.refused.weight_needs_an_amount_above_zero_to_favor_a_location_weigh_the_others":
    "ein Gewicht braucht einen Betrag über null: um einen Standort vorzuziehen, die anderen gewichten",
  "said.refused.weight_needs_locations_or_groups": "ein Gewicht braucht Standorte oder Gruppen",
  "said.refused.who_counted_x_does_not_approve_it_somebody_else_must":
    "Wer {1} gezählt hat, gibt sie nicht frei: jemand anderes muss es tun",
  "said.refused.within_quotes_write_for_a_backslash_and_for_a_quote":
    'in Anführungszeichen \\\\ für einen Rückstrich und \\" für ein Anführungszeichen schreiben',
  "said.refused.would_leave_nothing_of_the_order_cancel_it_instead":
    "ließe vom Auftrag nichts übrig: ihn stattdessen stornieren",
  "said.refused.x_appears_twice": "„{1}“ kommt doppelt vor",
  "said.refused.x_came_with_switchyard_hide_it_instead": "„{1}“ gehört zu Switchyard: stattdessen ausblenden",
  "said.refused.x_cant_be_asked_what_it_shows": "{1} lässt sich nicht fragen, was es zeigt",
  "said.refused.x_cant_be_told_quantities": "{1} lassen sich keine Mengen melden",
  "said.refused.x_does_not_take_these_parcels_x_does": "„{1}“ nimmt diese Pakete nicht; {2} schon",
  "said.refused.x_g_must_be_above_zero_and_the_step_before":
    "{count} g muss über null und über der Stufe davor liegen",
  "said.refused.x_goes_to_the_buyer_of_x_say_that_the_supplier_has_sent_it":
    "{1} geht an den Kunden von {2}: angeben, dass der Lieferant es versandt hat",
  "said.refused.x_goes_to_x_receive_it_there": "{1} geht nach {2}: dort einlagern",
  "said.refused.x_has_its_costs_in_x_and_version_x_which_is_live_in_x_they_cant_be_compared":
    "rechnet Kosten in {2}, die aktive Version {3} in {4}: sie lassen sich nicht vergleichen",
  "said.refused.x_has_more_than_the_x_decimals_of_x":
    "„{1}“ hat mehr als die {count} Nachkommastellen von {3}",
  "said.refused.x_has_no_fulfillment_order_x": "{1} hat keinen Versandauftrag {2}",
  "said.refused.x_has_no_serial_numbers_name_its_lot": "{1} hat keine Seriennummern: die Charge angeben",
  "said.refused.x_has_no_undo": "{1} lässt sich nicht rückgängig machen",
  "said.refused.x_has_not_passed_over_event_x": "{1} hat Ereignis {2} nicht übergangen",
  "said.refused.x_has_not_read_all_events_of_these_orders_yet_let_the_server_run_until_it_has":
    "{1} hat noch nicht alle Ereignisse dieser Aufträge gelesen: den Server so lange laufen lassen",
  "said.refused.x_has_nothing_to_pick_now_only_released_work_has":
    "{1} hat jetzt nichts zu kommissionieren: erst freigegebene Arbeit hat das",
  "said.refused.x_has_the_name_of_another_x": "hat den Namen einer anderen: „{2}“",
  "said.refused.x_has_x_since_x_utc_ask_or_take_it_over":
    "{1} hat {2} seit {3} UTC: nachfragen oder übernehmen",
  "said.refused.x_is_a_bundle_a_bundle_holds_plain_skus_only":
    "{1} ist ein Set; ein Set enthält nur einfache SKUs",
  "said.refused.x_is_a_bundle_which_has_no_stock_of_its_own_ask_for_its_components":
    "{1} ist ein Set ohne eigenen Bestand: nach den Bestandteilen fragen",
  "said.refused.x_is_a_bundle_which_has_no_stock_of_its_own_buy_its_components":
    "{1} ist ein Set ohne eigenen Bestand: die Bestandteile einkaufen",
  "said.refused.x_is_a_bundle_which_has_no_stock_of_its_own_count_its_components":
    "{1} ist ein Set ohne eigenen Bestand: die Bestandteile zählen",
  "said.refused.x_is_a_bundle_which_has_no_stock_of_its_own_move_its_components":
    "{1} ist ein Set ohne eigenen Bestand: die Bestandteile umlagern",
  "said.refused.x_is_a_bundle_which_has_no_stock_of_its_own_name_its_components":
    "{1} ist ein Set ohne eigenen Bestand: die Bestandteile angeben",
  "said.refused.x_is_a_location_so_it_is_no_serial_number_scan_the_number_of_the_unit":
    "„{1}“ ist ein Standort und keine Seriennummer: die Nummer des Stücks scannen",
  "said.refused.x_is_a_rule_of_kind_x_for_the_same_sku_category_channel_and_location_change_that_one":
    "„{1}“ ist eine Regel der Art „{2}“ für dieselbe SKU, Kategorie, denselben Kanal und Standort: diese ändern",
  "said.refused.x_is_an_order_of_x_and_of_x_give_our_number":
    "„{1}“ ist ein Auftrag von {2} und von {3}: unsere Nummer angeben",
  "said.refused.x_is_begun_take_out_the_work_that_shall_not_be_in_it":
    "{1} ist begonnen: herausnehmen, was nicht dazugehören soll",
  "said.refused.x_is_beyond_the_limit_of_x_minor_units": "„{1}“ ist zu groß",
  "said.refused.x_is_canceled_for_fulfillment_order_x_is_not_the_suppliers_any_more":
    "{1} ist storniert, denn Versandauftrag {2} ist nicht mehr beim Lieferanten",
  "said.refused.x_is_in_x_take_it_out_there_first": "{1} ist in {2}: dort zuerst herausnehmen",
  "said.refused.x_is_in_x_too": "{1} ist auch in {2}",
  "said.refused.x_is_live_it_decides_about_all_orders_already":
    "ist aktiv und entscheidet schon über alle Aufträge",
  "said.refused.x_is_no_action": "„{1}“ ist keine Aktion",
  "said.refused.x_is_no_amount_of_x": "„{1}“ ist kein Betrag in {2}",
  "said.refused.x_is_no_id_of_an_order": "„{1}“ ist keine ID eines Auftrags",
  "said.refused.x_is_no_point_in_time": "„{1}“ ist kein Zeitpunkt",
  "said.refused.x_is_no_strategy": "„{1}“ ist keine Strategie",
  "said.refused.x_is_none_of_the_options": "„{1}“ steht nicht zur Wahl",
  "said.refused.x_is_not_a_country_of_iso_3166_1_alpha_2": "„{1}“ ist kein Ländercode aus zwei Buchstaben",
  "said.refused.x_is_not_a_currency_of_iso_4217": "„{1}“ ist keine Währung",
  "said.refused.x_is_not_a_decimal_amount_such_as_19_90": "„{1}“ ist kein Betrag wie 19.90",
  "said.refused.x_is_not_active": "{1} ist nicht aktiv",
  "said.refused.x_is_not_compared_write_the_value_itself_in_quotes_where_it_looks_like_a_comparison":
    "{1} wird nicht verglichen: den Wert selbst schreiben, in Anführungszeichen, wo er nach einem Vergleich aussieht",
  "said.refused.x_is_not_in_the_workbook_which_has_x": "„{1}“ ist nicht in der Arbeitsmappe; sie hat {2}",
  "said.refused.x_is_not_in_this_transfer": "„{1}“ ist nicht in dieser Umlagerung",
  "said.refused.x_is_not_in_x": "„{1}“ ist nicht in {2}",
  "said.refused.x_is_not_in_x_and_what_is_ordered_gets_no_new_lines":
    "„{1}“ ist nicht in {2}, und Bestelltes bekommt keine neuen Positionen",
  "said.refused.x_is_not_known": "„{1}“ ist nicht bekannt",
  "said.refused.x_is_not_known_create_it_first": "„{1}“ ist nicht bekannt: zuerst anlegen",
  "said.refused.x_is_not_known_create_it_or_a_listing_for_it_first":
    "„{1}“ ist nicht bekannt: zuerst anlegen, oder ein Angebot dafür",
  "said.refused.x_is_not_known_create_the_channel_first": "„{1}“ ist nicht bekannt: zuerst den Kanal anlegen",
  "said.refused.x_is_not_known_write_one_such_as_europe_berlin":
    "„{1}“ ist nicht bekannt; etwa Europe/Berlin schreiben",
  "said.refused.x_is_not_on_x": "„{1}“ steht nicht auf {2}",
  "said.refused.x_is_not_on_x_say_add_unlisted_to_put_it_there": "{1} steht nicht auf {2}: zuerst hinzufügen",
  "said.refused.x_is_not_sold_here": "„{1}“ wird hier nicht verkauft",
  "said.refused.x_is_not_tracked_by_lot_or_serial_number_name_none":
    "{1} wird weder nach Charge noch nach Seriennummer geführt: keine angeben",
  "said.refused.x_is_not_valid": "Die Angaben sind nicht gültig",
  "said.refused.x_is_on_hold": "{1} ist gesperrt",
  "said.refused.x_is_received_adjust_the_stock_instead":
    "{1} ist eingegangen: stattdessen den Bestand korrigieren",
  "said.refused.x_is_the_barcode_of_several_skus_name_one":
    "„{1}“ ist der Barcode mehrerer SKUs: eine angeben",
  "said.refused.x_is_the_name_of_rules_x_too": "„{1}“ heißt auch eine andere Regel",
  "said.refused.x_is_the_number_of_no_order": "„{1}“ ist keine Nummer eines Auftrags",
  "said.refused.x_is_the_tracking_number_of_a_parcel_so_it_is_no_serial_number_scan_the_number_of_the_unit":
    "„{1}“ ist die Sendungsnummer eines Pakets und keine Seriennummer: die Nummer des Stücks scannen",
  "said.refused.x_is_the_work_of_x_not_of_x": "{1} ist Arbeit von {2}, nicht von {3}",
  "said.refused.x_is_tracked_by_x_say_which_it_is_x":
    "{1} wird einzeln geführt ({2}): angeben, welche es ist, {3}",
  "said.refused.x_is_tracked_by_x_say_which_the_units_are_by_a_movement_that_names_them":
    "{1} wird einzeln geführt ({2}): eine Buchung muss nennen, welche es sind",
  "said.refused.x_is_x_and_cant_be_changed": "{1} ist {2} und lässt sich nicht ändern",
  "said.refused.x_is_x_nothing_can_be_received": "{1} ist {2}: nichts lässt sich einlagern",
  "said.refused.x_is_x_on_x_which_is_x_it_cant_be_counted_now":
    "{1} ist auf {3} {2}, und {3} ist {4}: jetzt lässt sich nicht zählen",
  "said.refused.x_is_x_only_a_draft_gets_other_lines":
    "{1} ist {2}: nur ein Entwurf bekommt andere Positionen",
  "said.refused.x_is_x_there_is_nothing_to_finish": "{1} ist {2}: es gibt nichts abzuschließen",
  "said.refused.x_is_x_there_is_nothing_to_inspect": "{1} ist {2}: es gibt nichts zu prüfen",
  "said.refused.x_is_x_there_is_nothing_to_walk_for": "{1} ist {2}: es gibt nichts zu holen",
  "said.refused.x_left_x_put_what_is_in_tote_x_back":
    "{1} gehört nicht mehr zu {2}: den Inhalt von Behälter {count} zurücklegen",
  "said.refused.x_lines_of_x_are_in_the_books_already_reject_the_others_instead":
    "{count} Positionen von {2} sind schon verbucht: stattdessen die anderen ablehnen",
  "said.refused.x_more_units_of_line_x_x_have_come_than_the_x_that_are_shipped_and_not_returned_it_may_belong_to":
    "Von Position {2} ({3}) sind {count} Stück mehr gekommen als die {4}, die versandt und nicht zurück sind: vielleicht gehört es zu einem anderen Auftrag",
  "said.refused.x_must_be_from_0_to_x": "{1}: muss von 0 bis {count} reichen",
  "said.refused.x_must_not_be_below_the_price_of_a_lighter_parcel":
    "{1}: darf nicht unter dem Preis eines leichteren Pakets liegen",
  "said.refused.x_names_the_sku_x_so_it_is_no_serial_number_scan_the_number_of_the_unit":
    "„{1}“ bezeichnet den Artikel {2} und ist keine Seriennummer: die Nummer des Stücks scannen",
  "said.refused.x_needs_a_name": "braucht einen Namen",
  "said.refused.x_needs_locations_or_groups": "„{1}“ braucht Standorte oder Gruppen",
  "said.refused.x_of_the_x_units_of_x_at_x_are_picked_or_packed_for_orders_or_kept_back_put_them_back_first":
    "Von {2} Stück {3} in {4} sind {count} für Aufträge kommissioniert oder verpackt oder zurückgehalten: zuerst zurücklegen",
  "said.refused.x_of_x_are_short": "Von {2} fehlen {count}",
  "said.refused.x_of_x_is_not_in_this_transfer": "„{1}“ von „{2}“ ist nicht in dieser Umlagerung",
  "said.refused.x_of_x_was_not_sent_with_line_x_of_the_order_or_is_back_already_that_is_x_if_another_unit_came":
    "„{1}“ von {2} ging nicht mit Position {3} des Auftrags hinaus oder ist schon zurück: das ist {4}. Kam ein anderes Stück, ist es ein falscher Artikel",
  "said.refused.x_sells_x_in_packs_of_x_at_least_x_order_x_or_say_allow_odd":
    "{1} verkauft {2} in Packungen zu {count}, mindestens {4}: {5} bestellen, oder die Abweichung erlauben",
  "said.refused.x_stands_for_fulfillment_order_x_reject_or_cancel_that_and_this_follows":
    "{1} steht für Versandauftrag {2}: diesen ablehnen oder stornieren, dann folgt die Bestellung",
  "said.refused.x_still_cant_process_event_x_x": "{1} kann Ereignis {2} noch immer nicht verarbeiten: {3}",
  "said.refused.x_streams_are_open_already": "{count} Verbindungen sind schon offen",
  "said.refused.x_takes_no": "{1} nimmt kein *",
  "said.refused.x_units_of_line_x_x_are_more_than_the_x_that_are_shipped_and_not_returned":
    "{count} Stück von Position {2} ({3}) sind mehr als die {4}, die versandt und nicht zurück sind",
  "said.refused.x_units_of_line_x_x_are_more_than_the_x_that_are_still_to_come":
    "{count} Stück von Position {2} ({3}) sind mehr als die {4}, die noch kommen sollen",
  "said.refused.x_units_of_line_x_x_are_more_than_the_x_that_came_and_are_not_inspected":
    "{count} Stück von Position {2} ({3}) sind mehr als die {4}, die gekommen und nicht geprüft sind",
  "said.refused.x_units_of_order_x_are_shipped_x_void_their_label_or_name_the_lines_to_cancel":
    "{count} Stück des Auftrags {2} sind versandt ({3}): das Etikett stornieren, oder die zu stornierenden Positionen angeben",
  "said.refused.x_units_of_x_are_more_than_the_x_that_are_open_say_allow_over_to_take_them_in":
    "{count} Stück von {2} sind mehr als die {3}, die offen sind: die Mehrlieferung erlauben, um sie einzulagern",
  "said.refused.x_units_of_x_are_packed_and_the_serial_numbers_of_x_are_known_name_each":
    "{count} Stück von {2} sind verpackt, und {3} Seriennummern sind bekannt: jede angeben",
  "said.refused.x_units_of_x_are_picked_at_x_and_their_serial_numbers_are_not_named_yet_when_they_are_packed_it_is":
    "{count} Stück von {2} sind in {3} kommissioniert und ihre Seriennummern noch nicht genannt: erst beim Verpacken zeigt sich, welche fehlen",
  "said.refused.x_units_of_x_at_x_are_of_no_lot_that_may_be_sold_the_others_are_past_their_date":
    "{count} Stück von {2} in {3} gehören zu keiner Charge, die verkauft werden darf: die anderen sind über ihrem Datum",
  "said.refused.x_was_delivered_on_x_and_returns_are_taken_for_x_days_say_allow_late_to_take_it_all_the_same":
    "{1} wurde am {2} zugestellt, und Retouren werden {count} Tage angenommen: verspätete Annahme erlauben, um sie trotzdem zu nehmen",
  "said.refused.x_was_live_before_roll_back_to_it_instead":
    "war schon einmal aktiv: stattdessen zu ihr zurückkehren",
  "said.refused.x_would_have_more_than_x_lines_count_fewer_skus_on_a_sheet":
    "{1} hätte mehr als {count} Positionen: weniger SKUs auf eine Zählliste nehmen",
  "said.refused.x_would_have_more_than_x_skus": "{1} hätte mehr als {count} SKUs",
  "said.refused.x_x_exists_already_with_another_x_change_it_instead":
    "{1} {2} gibt es schon, mit anderem Inhalt ({3}): stattdessen ändern",
  "said.refused.x_x_has_version_x_by_now_not_x_read_it_again": "{1} {2} wurde inzwischen geändert: neu laden",
  "said.refused.x_x_is_held_x_x_hold_x": "{1} {2} ist gesperrt: {3}",
  "said.refused.x_x_is_x_and_cant_become_x": "{1} {2} ist {3} und kann nicht „{4}“ werden",
  "said.refused.x_x_of_x_is_good_until_x_it_may_not_be_sold_any_more":
    "{1} {2} von {3} ist gut bis {4} und darf nicht mehr verkauft werden",
  "said.refused.x_x_of_x_is_known_with_the_date_x_if_that_is_wrong_correct_the_lot":
    "{1} {2} von {3} ist mit dem Datum {4} bekannt: wenn das falsch ist, die Charge berichtigen",
  "said.refused.x_x_of_x_is_not_in_stock_at_x": "{1} „{2}“ von {3} ist in {4} nicht auf Lager",
  "said.refused.zone_x_must_be_zero_or_more": "Zone {1}: darf nicht negativ sein",
  "said.refused.zone_x_needs_a_price_for_each_of_the_x_weights_and_has_x":
    "Zone {1}: braucht für jedes der {count} Gewichte einen Preis, hat aber {3}",
  "said.refused.zone_x_x": "Zone {1}: {2}",
};
