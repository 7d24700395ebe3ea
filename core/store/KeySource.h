// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the store's key, or makes one at the first start.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Secret.h>

#include <QString>

#include <optional>

namespace spectrum::store
{

class KeySource
{
public:
    static constexpr qsizetype keySize = 32;

    struct Place {
        // Absolute path of the key file (database.key_file). Must not be in the store's directory or below.
        QString file = {};
        // Name of a systemd credential (database.key_credential). Given, the file is not looked at.
        QString credential = {};
        // Absolute path of the store, which the key must not lie beside.
        QString store = {};
    };

    // The 32 bytes. A key file is made when neither it nor the store exists; it is never replaced. Refused,
    // each with one sentence: a file of another owner, of a mode other than 0600 or 0400, of another size; a
    // symbolic link; a missing key for a store that exists.
    [[nodiscard]] static Result<Secret> obtain(const Place &place);

    // While the key is changed there are two, of which exactly one opens the store: beside the key file its
    // draft, "FILE.new"; with a credential NAME the one before, "NAME.old". Nothing when there is no other
    // key.
    [[nodiscard]] static Result<std::optional<Secret>> obtainOther(const Place &place);
    // Makes the draft: a new random key. Refused for a credential, with what to do instead.
    [[nodiscard]] static Result<Secret> makeDraft(const Place &place);
    // The draft becomes the key file, at once and for good.
    [[nodiscard]] static Result<void> adoptDraft(const Place &place);
    static void dropDraft(const Place &place);
};

} // namespace spectrum::store
