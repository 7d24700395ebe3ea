// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A frontend that writes down what it is told.
#pragma once

#include <spectrum/FrontendModule.h>

#include <QList>
#include <QPromise>

#include <deque>
#include <functional>

namespace spectrum::testing
{

class FakeFrontend final : public Frontend
{
public:
    struct Told {
        UserId user;
        Event event;
    };

    void start() override { isStarted = true; }
    void stop() override
    {
        isStopping = true;
        if (stopsAtOnce)
            Q_EMIT stopped();
    }
    void handleEvent(const UserId &user, const Event &event) override
    {
        told.append({user, event});
        if (onEvent)
            onEvent(user, event);
    }
    QByteArray noteOf(RequestId request) const override
    {
        return note.isEmpty() ? QByteArray() : note + ' ' + QByteArray::number(quint64(request));
    }
    void restoreOrder(const UserId &user, RequestId request, const QByteArray &noteGiven) override
    {
        restored.append({user, request, noteGiven});
    }
    QFuture<void> prepareRemoval(const UserId &user) override
    {
        preparing.append(user);
        promises.emplace_back().start();
        if (isPreparedAtOnce)
            promises.back().finish();
        return promises.back().future();
    }
    void completeRemoval(const UserId &user) override { removed.append(user); }
    QStringList reload(const Settings &) override { return restartKeys; }

    struct Restored {
        UserId user;
        RequestId request;
        QByteArray note;
    };

    template <typename T>
    [[nodiscard]] QList<T> all() const
    {
        QList<T> found;
        for (const Told &one : told) {
            if (const T *event = std::get_if<T>(&one.event))
                found.append(*event);
        }
        return found;
    }

    QList<Told> told;
    QList<Restored> restored;
    // Empty: no message may wait.
    QByteArray note = "note";
    std::function<void(const UserId &, const Event &)> onEvent;
    QStringList restartKeys;
    QList<UserId> preparing;
    QList<UserId> removed;
    std::deque<QPromise<void>> promises;
    bool isPreparedAtOnce = true;
    bool isStarted = false;
    bool isStopping = false;
    bool stopsAtOnce = true;
};

// Hands out one FakeFrontend, which stays reachable as long as its owner keeps it.
class FakeFrontendModule final : public FrontendModule
{
public:
    Result<std::unique_ptr<Frontend>> createFrontend(const Settings &, FrontendHost &frontendHost) override
    {
        if (refusal)
            return *refusal;
        host = &frontendHost;
        auto made = std::make_unique<FakeFrontend>();
        frontend = made.get();
        return std::unique_ptr<Frontend>(std::move(made));
    }

    FrontendHost *host = nullptr;
    FakeFrontend *frontend = nullptr;
    std::optional<Error> refusal;
};

} // namespace spectrum::testing
