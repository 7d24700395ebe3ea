// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One request of libpurple that waits for its answer.
#pragma once

#include <spectrum/LoginStep.h>
#include <spectrum/Result.h>

#include <QMap>

#include <purple.h>

namespace spectrum::purple
{

using Answers = QMap<QString, QString>;

// The words of a request as the plugin gave them.
struct RequestWords {
    const char *title = nullptr;
    const char *primary = nullptr;
    const char *secondary = nullptr;
};

// Whom libpurple calls when a request ends, by either way; nullptr = nobody.
struct RequestOutcome {
    GCallback given = nullptr;
    GCallback cancelled = nullptr;
    void *data = nullptr;
};

class Question
{
public:
    explicit Question(PurpleRequestType type);
    virtual ~Question() = default;
    Question(const Question &) = delete;
    Question &operator=(const Question &) = delete;

    [[nodiscard]] PurpleRequestType type() const { return m_type; }
    // By which libpurple knows the request. Never used again in this process: a plugin may keep it too long.
    [[nodiscard]] void *handle() const { return m_handle; }

    // What the user is asked, without a number.
    [[nodiscard]] virtual LoginStep step() const = 0;
    // Whether give() can take these answers.
    [[nodiscard]] virtual Result<void> check(const Answers &answers) const = 0;
    // Exactly one of these two is called at most, once, and only while libpurple has the request open.
    virtual void give(const Answers &answers) = 0;
    virtual void cancel() = 0;

private:
    PurpleRequestType m_type;
    void *m_handle;
};

[[nodiscard]] LoginStep stepOf(const RequestWords &words);
[[nodiscard]] Error wrongAnswer(const QString &label, const QString &why);
// The value of one of a field's choices, which may be answered by its label too; -1 = none of them.
[[nodiscard]] qsizetype indexOfChoice(const Field &field, const QString &answer);
[[nodiscard]] bool isYes(const QString &answer);
[[nodiscard]] bool isNo(const QString &answer);

} // namespace spectrum::purple
