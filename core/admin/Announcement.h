// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says one thing to all users of an instance who are logged in, a portion at a time.
#pragma once

#include "admin/AdminRequest.h"

#include <spectrum/Ids.h>
#include <spectrum/Result.h>

#include <deque>
#include <memory>

namespace spectrum::core
{

class Instance;

class Announcement
{
public:
    // So many at once, and then others have their turn.
    static constexpr int portion = 50;
    static constexpr std::chrono::milliseconds pause{50};
    static constexpr qsizetype maximumLength = 10000;

    // What may be said; the error is one sentence.
    [[nodiscard]] static Result<QString> textOf(const AdminRequest &request);
    // Answers the request with how many were told. The instance outlives it.
    static void tellEverybody(const std::shared_ptr<AdminRequest> &request, Instance &instance,
                              const QString &text);

private:
    Announcement(std::shared_ptr<AdminRequest> request, Instance &instance, QString text);
    static void tellSome(const std::shared_ptr<Announcement> &announcement);

    std::shared_ptr<AdminRequest> m_request;
    Instance &m_instance;
    QString m_text;
    std::deque<UserId> m_users;
    int m_told = 0;
};

} // namespace spectrum::core
