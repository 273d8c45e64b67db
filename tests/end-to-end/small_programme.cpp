// SPDX-License-Identifier: EUPL-1.2
#include "tests/end-to-end/small_programme.hpp"

#include <gtest/gtest.h>

namespace veldwerk::e2e {

SmallProgramme::SmallProgramme() {
    office.done("init --programme Basisbanen");
    office.done("coach add --name Anja --code A");
    office.done("coach add --name Bram --code B");
    const std::string employer = office.put("employer name=Gemeente kvk=00000001");
    const std::string workplace = office.put("workplace name=Wijkcentrum employer=" + employer);
    office.put("employer_agreement signed_on=2026-01-01 employer=" + employer);
    office.put("job code=J1 title=Wijkhulp kind=public minutes_per_week=2400 seats=1 employer=" +
               employer + " workplace=" + workplace);
    office.put("displacement_check job=J1 result=positive valid_until=2027-12-31");
    office.put("volunteer_coordination job=J1 organisation=Buurt status=agreed");
    office.put("job --id J1 state=approved");
    participant = office.put("participant code=D001 given_name=Test family_name=Persoon");
    office.put("consent participant=D001 kind=data given_on=2026-01-01");
    placement = office.put(
        "placement code=L1 participant=D001 job=J1 kind=public start=2026-11-02 "
        "contract_minutes_per_week=2400 schedule=mon:480,tue:480,wed:480,thu:480,fri:480 "
        "workplace=" + workplace);
    office.put("placement --id L1 state=active");
    office.done("assign --participant D001 --coach A --from 2026-11-02");
    office.done("assign --participant D001 --coach B --role substitute --from 2026-11-02");
    office.serve();
    a.enrol(office, "A");
    b.enrol(office, "B");
    a.sync(office);
    b.sync(office);
}

void SmallProgramme::expect_in_step() const {
    const Answer checked = office.run("check --rebuild");
    EXPECT_EQ(checked.exit, 0) << testing::PrintToString(checked);
    EXPECT_EQ(a.digest(), office.digest("A"));
    EXPECT_EQ(b.digest(), office.digest("B"));
}

}  // namespace veldwerk::e2e
