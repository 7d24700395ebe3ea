// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A conversation in steps between the service and one user, whoever shows it: an ad-hoc command's forms or
// the lines of a chat.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/LoginStep.h>

#include <QFuture>
#include <QMap>
#include <QStringList>

#include <functional>
#include <memory>

namespace spectrum::xmpp
{

// What the user is shown. With fields it is a question, without them the end.
struct DialoguePage {
    enum class Tone : quint8 { Information, Warning, Error };

    QString title = {};
    QString text = {};
    QList<Field> fields = {};
    // Facts to read. One without a label is for programs only.
    struct Fact {
        QString label = {};
        // Several lines are several values.
        QString value = {};
        // What programs know it by, in the form of that type; empty = nothing.
        QString key = {};
    };
    QList<Fact> facts = {};
    // The FORM_TYPE by which programs know the fields and facts (XEP-0068); empty = none.
    QString formType = {};
    QUrl url = {};
    // PNG; empty = none.
    QByteArray image = {};
    Tone tone = Tone::Information;

    [[nodiscard]] bool isEnd() const { return fields.isEmpty(); }
};

// One running conversation. Lives in the main thread; deleted when it ended, was cancelled, or its time is
// up, also while a page is awaited.
class Dialogue
{
public:
    // By Field::key. A field that the user left out is not there.
    using Answers = QMap<QString, QString>;

    virtual ~Dialogue() = default;

    // Called once. A page that finishes later keeps the user waiting: at most a minute.
    [[nodiscard]] virtual QFuture<DialoguePage> begin() = 0;
    // Called when the page before had fields. Answers that do not suit give the same page again, with
    // Tone::Error and the reason in its text.
    [[nodiscard]] virtual QFuture<DialoguePage> answer(const Answers &answers) = 0;
};

// What users find in the list of commands.
struct DialogueKind {
    enum class Audience : quint8 { Everybody, Strangers, Registered, Administrators };

    // Unique: the command's node, and the word that begins it in a chat.
    QString name = {};
    QString title = {};
    Audience audience = Audience::Registered;
    std::function<std::unique_ptr<Dialogue>(const UserId &user)> create = {};
    // Other names of the command's node, as a protocol's text gives them; the first is the one that is
    // listed.
    QStringList nodes = {};
};

} // namespace spectrum::xmpp
