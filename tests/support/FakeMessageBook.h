// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A book of waiting messages on a shelf that may outlive it, which answers when the test says so.
#pragma once

#include "instance/Answer.h"
#include "instance/MessageBook.h"

#include <QMap>

#include <deque>
#include <functional>
#include <memory>

namespace spectrum::testing
{

class FakeMessageBook final : public core::MessageBook
{
public:
    struct Kept {
        Entry entry;
        Message message;
    };
    using Shelf = QMap<qint64, Kept>;

    explicit FakeMessageBook(std::shared_ptr<Shelf> given = {})
        : shelf(given ? std::move(given) : std::make_shared<Shelf>())
    {
    }

    [[nodiscard]] bool isDurable() const override { return durable; }
    QFuture<Result<QList<Entry>>> list() override
    {
        return reply<QList<Entry>>([this] {
            QList<Entry> entries;
            for (const Kept &kept : std::as_const(*shelf))
                entries.append(kept.entry);
            return Result<QList<Entry>>(entries);
        });
    }
    QFuture<Result<void>> put(const Entry &entry, const Message &message) override
    {
        ++puts;
        return reply<void>([this, entry, message] {
            shelf->insert(entry.number, {entry, message});
            return Result<void>();
        });
    }
    QFuture<Result<QList<Numbered>>> handOver(const QList<qint64> &numbers) override
    {
        return reply<QList<Numbered>>([this, numbers] {
            QList<Numbered> found;
            for (const qint64 number : numbers) {
                if (!shelf->contains(number))
                    continue;
                (*shelf)[number].entry.isHandedOver = true;
                found.append({number, (*shelf)[number].message});
            }
            return Result<QList<Numbered>>(found);
        });
    }
    QFuture<Result<void>> takeBack(const QList<qint64> &numbers) override
    {
        return reply<void>([this, numbers] {
            for (const qint64 number : numbers)
                (*shelf)[number].entry.isHandedOver = false;
            return Result<void>();
        });
    }
    QFuture<Result<void>> remove(const QList<qint64> &numbers) override
    {
        return reply<void>([this, numbers] {
            for (const qint64 number : numbers)
                shelf->remove(number);
            return Result<void>();
        });
    }

    // Answers everything that was asked up to now.
    void answerAll()
    {
        for (const auto &answer : std::exchange(m_pending, {}))
            answer();
    }

    std::shared_ptr<Shelf> shelf;
    std::optional<Error> failure;
    int puts = 0;
    bool answersAtOnce = true;
    bool durable = true;

private:
    template <typename T>
    QFuture<Result<T>> reply(std::function<Result<T>()> work)
    {
        auto answer = std::make_shared<core::Answer<T>>();
        const auto finish = [this, answer, work] { answer->finish(failure ? Result<T>(*failure) : work()); };
        const QFuture<Result<T>> future = answer->future();
        if (answersAtOnce)
            finish();
        else
            m_pending.push_back(finish);
        return future;
    }

    std::deque<std::function<void()>> m_pending;
};

} // namespace spectrum::testing
