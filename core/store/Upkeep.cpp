// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Upkeep.h"

#include "store/Copy.h"
#include "store/Limits.h"

#include <QLoggingCategory>

namespace spectrum::store
{

namespace
{

using Databases = std::unique_ptr<Database>;

Error busy()
{
    return {.kind = ErrorKind::Conflict,
            .userText = QStringLiteral("The store is being copied or gets a new key; please wait for that.")};
}

Error notChanged()
{
    return {.kind = ErrorKind::StorageFailed,
            .userText = QStringLiteral("The store keeps its key: the disk is full or failing.")};
}

Error notFinished()
{
    return {.kind = ErrorKind::StorageFailed,
            .userText = QStringLiteral("The disk is failing; the new key stays beside the old one, and the "
                                       "next start finds out which of them the store has.")};
}

Result<Databases> openAccepted(const QString &path, const Secret &key)
{
    auto database = Database::open(path, key);
    if (!database)
        return database;
    if (const auto accepted = (*database)->accept(); !accepted)
        return accepted.error();
    return database;
}

Result<void> rotate(Databases &database, const KeySource::Place &place)
{
    const auto oldKey = KeySource::obtain(place);
    if (!oldKey)
        return oldKey.error();
    const auto newKey = KeySource::makeDraft(place);
    if (!newKey)
        return newKey.error();
    const KeyChange change = changeKey(database, place.store, *oldKey, *newKey);
    if (change.outcome)
        return KeySource::adoptDraft(place);
    // With the draft gone nothing would open a store that may have its key.
    if (!change.isChanged && database->isOpen())
        KeySource::dropDraft(place);
    return change.outcome;
}

// Goes on from the host's thread, so that other jobs come in between.
void continueCopy(Writer &writer, const std::shared_ptr<std::unique_ptr<Copy>> &copy,
                  const std::function<void(const Result<void> &)> &finish)
{
    writer
        .submitAlone<bool>([copy](Databases &) {
            const auto stepped = (*copy)->step();
            // In the thread of the database, as long as there is one.
            if (!stepped || *stepped)
                copy->reset();
            return stepped;
        })
        .then([&writer, copy, finish](const Result<bool> &stepped) {
            if (!stepped)
                finish(stepped.error());
            else if (*stepped)
                finish({});
            else
                continueCopy(writer, copy, finish);
        });
}

} // namespace

KeyChange changeKey(Databases &database, const QString &path, const Secret &oldKey, const Secret &newKey)
{
    if (const auto rekeyed = database->rekey(newKey); !rekeyed)
        return {.outcome = rekeyed.error()};
    database.reset();
    auto opened = Database::openRekeyed(path, newKey);
    KeyChange change{.isChanged = opened.isOk()};
    if (!opened)
        opened = openAccepted(path, oldKey);
    if (opened && !change.isChanged)
        change.outcome = notChanged();
    if (!opened) {
        // The log could not be folded, or the disk fails.
        opened = openAccepted(path, newKey);
        change = {.outcome = notFinished(), .isChanged = opened.isOk()};
    }
    database = opened ? std::move(*opened) : Database::lost();
    return change;
}

bool Upkeep::begin()
{
    return !std::exchange(*m_isBusy, true);
}

QFuture<Result<void>> Upkeep::rotateKey()
{
    if (!begin())
        return refused<void>(busy());
    return m_writer
        .submitAlone<void>([place = m_place](Databases &database) { return rotate(database, place); })
        .then([busy = m_isBusy](const Result<void> &rotated) {
            *busy = false;
            return rotated;
        });
}

QFuture<Result<void>> Upkeep::copyTo(const QString &path)
{
    if (!begin())
        return refused<void>(busy());
    QFutureInterface<Result<void>> state;
    state.reportStarted();
    const std::function<void(const Result<void> &)> finish =
        [state, busy = m_isBusy](const Result<void> &result) mutable {
            *busy = false;
            state.reportResult(result);
            state.reportFinished();
        };
    const auto copy = std::make_shared<std::unique_ptr<Copy>>();
    m_writer
        .submitAlone<void>([copy, path, place = m_place](Databases &database) -> Result<void> {
            const auto key = KeySource::obtain(place);
            if (!key)
                return key.error();
            auto begun = Copy::begin(*database, path, *key);
            if (!begun)
                return begun.error();
            *copy = std::move(*begun);
            return {};
        })
        .then([&writer = m_writer, copy, finish](const Result<void> &begun) {
            if (begun)
                continueCopy(writer, copy, finish);
            else
                finish(begun);
        });
    return state.future();
}

} // namespace spectrum::store
