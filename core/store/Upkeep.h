// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What is done to the store as a whole while it is used: a new key, a copy.
#pragma once

#include "store/KeySource.h"
#include "store/Writer.h"

namespace spectrum::store
{

// Used in the thread of the Writer, which outlives it. One thing at a time: a second is a Conflict.
//
// A change of the key, and what there is to open the store with if the process ends there:
//   1. the draft of the new key is written beside the key file   - the old key; the draft is dropped
//   2. the database is encrypted anew, with one commit of its log - before it the old key, then the draft
//   3. the draft takes the key file's name                        - the new key
// Whoever opens the store tries the key file first and then the draft (Store::open()).
class Upkeep
{
public:
    Upkeep(Writer &writer, KeySource::Place place) : m_writer(writer), m_place(std::move(place)) {}

    // Everything else waits meanwhile and then goes on. An error says which key opens the store.
    QFuture<Result<void>> rotateKey();
    // An encrypted copy under this absolute path, which must be free. It opens with the key of today.
    QFuture<Result<void>> copyTo(const QString &path);

private:
    [[nodiscard]] bool begin();

    Writer &m_writer;
    KeySource::Place m_place;
    std::shared_ptr<bool> m_isBusy = std::make_shared<bool>(false);
};

// Gives the database the new key and leaves one open, whatever happened, if any can be. Returns which key
// that one has; the error says why it is not the new one, or that it is but the log still holds pages of it.
struct KeyChange {
    Result<void> outcome = {};
    bool isChanged = false;
};
[[nodiscard]] KeyChange changeKey(std::unique_ptr<Database> &database, const QString &path,
                                  const Secret &oldKey, const Secret &newKey);

} // namespace spectrum::store
