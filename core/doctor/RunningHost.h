// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a host that runs with the same configuration says of itself.
#pragma once

#include <spectrum/Examination.h>

#include <QMap>

#include <chrono>

namespace spectrum::core
{

class RunningHost
{
public:
    static constexpr std::chrono::milliseconds patience{5000};

    // Where a host of some configuration can be found.
    struct Place {
        // Its admin socket; empty: there is none to ask.
        QString socket = {};
        // The files that it locks as long as it runs. Without any, a host that has no socket is not seen.
        QStringList locks = {};
    };
    [[nodiscard]] static Place placeOf(const Settings &host);
    // Asks at the admin socket and waits for the answer; when nobody is there, looks at the locks.
    [[nodiscard]] static RunningHost ask(const Place &place,
                                         std::chrono::milliseconds patience = RunningHost::patience);
    // Understands the answer to the request "status".
    [[nodiscard]] static RunningHost read(const QJsonObject &status);

    [[nodiscard]] bool isRunning() const { return m_process > 0; }
    // Of what belongs to the whole host. What could not be asked may well run.
    [[nodiscard]] Examiner::Use use() const;
    [[nodiscard]] Examiner::Use useOf(const QString &instance) const;
    [[nodiscard]] Finding finding() const;
    // Of an instance of the configuration, while a host runs.
    [[nodiscard]] Finding findingOf(const QString &instance) const;
    // What that instance says of itself.
    [[nodiscard]] QList<Finding> reportOf(const QString &instance) const;

private:
    [[nodiscard]] static QString hiddenAt(const Place &place);

    qint64 m_process = 0;
    // Why it could not be asked; empty when nobody is there.
    QString m_trouble;
    // State by instance.
    QMap<QString, QString> m_states;
    QMap<QString, QList<Finding>> m_reports;
};

} // namespace spectrum::core
