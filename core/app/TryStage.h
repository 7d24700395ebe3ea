// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that a trial needs, as the modules describe it: their files and programs, and the host itself.
#pragma once

#include "app/TryProcess.h"
#include "app/TryVariables.h"
#include "app/TryWaiter.h"

#include <spectrum/Result.h>

#include <QJsonObject>

#include <functional>
#include <list>
#include <map>

namespace spectrum::core
{

// What a module's metadata says in "Trial":
//   Programs  list of objects: name, package (who to install when it is missing), arguments, port (the
//             program is up when this port accepts), files (name: list of lines)
//   Commands  list of lists: a program and its arguments; run one after the other before the programs start
//   Settings  configuration keys and values
//   Text      what to type to use it
//   Facts     what a script wants to know
//   Variants  name: another such object that stands for the whole
// TryVariables are filled in everywhere; each module has a folder and variables of its own.
class TryStage
{
public:
    // What is happening, for people.
    using Progress = std::function<void(const QString &)>;

    // The folder goes with the stage. The words are variables for all modules.
    TryStage(QString folder, TryVariables::Words words, Progress progress);
    ~TryStage();
    TryStage(const TryStage &) = delete;
    TryStage &operator=(const TryStage &) = delete;

    // An error's userText is one sentence. It is empty when somebody asked the trial to stop.
    [[nodiscard]] Result<void> add(const QString &module, const QJsonObject &trial);
    // With the settings of all that were added.
    [[nodiscard]] Result<void> startHost(const QString &executable);
    // Until somebody asks the trial to stop. An error when a program ended before.
    [[nodiscard]] Result<void> hold();

    // What to type, of all that were added.
    [[nodiscard]] QString text() const;
    // For scripts: directory, host (the process), text, modules (what each says in "Facts").
    [[nodiscard]] QJsonObject facts() const;

private:
    [[nodiscard]] static Result<void> writeFiles(const QString &folder, const QJsonObject &files);
    [[nodiscard]] Result<void> runCommand(const QString &folder, const QStringList &words);
    [[nodiscard]] Result<void> startProgram(const QString &folder, const QJsonObject &program);
    [[nodiscard]] Result<void> awaitPort(TryProcess &program, const QString &name, quint16 port);
    void learnSettings(const QJsonObject &settings);

    QString m_folder;
    TryVariables::Words m_words;
    Progress m_progress;
    // First: what it forks does not hold signals back.
    TryGuard m_guard;
    TryWaiter m_waiter;
    // The host is the last one, and ends first.
    std::list<std::pair<QString, TryProcess>> m_programs;
    std::map<QString, QStringList> m_settings;
    QStringList m_texts;
    QJsonObject m_facts;
};

} // namespace spectrum::core
