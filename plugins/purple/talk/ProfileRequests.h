// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The orders of an account that wait for what its network says about somebody.
#pragma once

#include <spectrum/Clock.h>
#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <QObject>

#include <purple.h>

namespace spectrum::purple
{

class ProfileRequests
{
public:
    ProfileRequests(PurpleAccount *account, EventSink &sink, Clock &clock);
    // What still waits ends with an error.
    ~ProfileRequests();
    ProfileRequests(const ProfileRequests &) = delete;
    ProfileRequests &operator=(const ProfileRequests &) = delete;

    // To be called in the account's turn. name is libpurple's spelling of the contact.
    void request(const RequestProfile &order, const QString &name);
    // Whether somebody waited for it.
    bool answer(const QString &name, const Profile &profile);
    // At the end of the connection.
    void failAll(const Error &error);

private:
    struct Waiting {
        RequestId request;
        QString name;
        quint64 timer;
    };
    [[nodiscard]] QString normalised(const QString &name) const;
    void finish(const Waiting &waiting, const std::optional<Error> &error);
    void giveUp(RequestId request);

    PurpleAccount *m_account;
    EventSink &m_sink;
    Clock &m_clock;
    QList<Waiting> m_waiting;
    QObject m_context;
};

} // namespace spectrum::purple
