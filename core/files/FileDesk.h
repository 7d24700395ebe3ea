// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Gives users the files that their networks bring, as addresses, or tells them why it cannot.
#pragma once

#include "files/PublicFolder.h"

#include <spectrum/Clock.h>
#include <spectrum/Events.h>
#include <spectrum/Settings.h>

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace spectrum::core
{

// Files are copied one after the other in a thread of their own.
class FileDesk final : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostWaiting = 100;
    static constexpr std::chrono::hours upkeepInterval{24};

    // instance: names the folder that modules write to. Without an address and a folder no file is taken.
    FileDesk(const Settings &settings, const QString &instance, Clock &clock);
    ~FileDesk() override;

    // Empty = none are taken.
    [[nodiscard]] const QString &inbox() const noexcept { return m_inbox; }
    [[nodiscard]] qint64 maximumSize() const noexcept { return m_inbox.isEmpty() ? 0 : m_maximumSize; }

    // tell is called once, in this thread, when the event loop turns: with the message instead of the file.
    void take(const FileReceived &file, std::function<void(const MessageReceived &)> tell);

private:
    void keepUp();

    Clock &m_clock;
    QString m_inbox;
    qint64 m_maximumSize;
    std::chrono::hours m_age;
    PublicFolder m_folder;
    int m_waiting = 0;
    // The last member: its end waits for what uses the others.
    QThreadPool m_thread;
};

} // namespace spectrum::core
