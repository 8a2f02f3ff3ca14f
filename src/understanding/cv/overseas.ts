/**
 * Countries and cities of former employers abroad, as CVs name them. Names that are places of the United Kingdom as well
 * (Perth, Boston, Wellington, Newcastle, Victoria, Cork Street) are left out.
 */
const COUNTRIES =
  'India|Kerala|Tamil Nadu|Karnataka|Punjab|Gujarat|Maharashtra|Pakistan|Bangladesh|Sri Lanka|Nepal|Philippines|Nigeria|Ghana|Kenya|Uganda|Zambia|Zimbabwe|South Africa|Gauteng|KwaZulu|Egypt|Jordan|Lebanon|Saudi Arabia|KSA|UAE|U\\.A\\.E|Emirates|Qatar|Kuwait|Oman|Bahrain|Israel|Turkey|Iran|Iraq|Malaysia|Singapore|Hong Kong|China|Taiwan|Japan|Korea|Thailand|Indonesia|Australia|New South Wales|NSW|Queensland|Tasmania|New Zealand|Aotearoa|Canada|Ontario|Alberta|British Columbia|Quebec|USA|U\\.S\\.A|United States|California|Texas|Florida|Ohio|Illinois|Massachusetts|Pennsylvania|Republic of Ireland|(?<!Northern )Ireland|Portugal|Spain|Italy|France|Germany|Netherlands|Belgium|Poland|Romania|Bulgaria|Hungary|Greece|Malta|Cyprus|Sweden|Norway|Denmark|Finland|Switzerland|Austria|Brazil|Colombia|Chile|Argentina|Jamaica|Trinidad';
const CITIES =
  'Mumbai|Delhi|Chennai|Kolkata|Bangalore|Bengaluru|Hyderabad|Pune|Kochi|Cochin|Thrissur|Kozhikode|Calicut|Trivandrum|Thiruvananthapuram|Coimbatore|Vellore|Madurai|Mangalore|Karachi|Lahore|Islamabad|Dhaka|Colombo|Kathmandu|Manila|Quezon|Cebu|Davao|Lagos|Ibadan|Abuja|Enugu|Kano|Accra|Kumasi|Nairobi|Kampala|Harare|Bulawayo|Johannesburg|Cape Town|Durban|Pretoria|Bloemfontein|Stellenbosch|Cairo|Amman|Beirut|Riyadh|Jeddah|Dubai|Abu Dhabi|Doha|Tel Aviv|Jerusalem|Istanbul|Tehran|Kuala Lumpur|Sydney|Melbourne|Brisbane|Adelaide|Auckland|Dunedin|Toronto|Vancouver|Montreal|Calgary|Edmonton|Los Angeles|Chicago|Philadelphia|Dublin|Galway|Limerick|Lisbon|Porto|Madrid|Barcelona|Rome|Milan|Paris|Berlin|Munich|Amsterdam|Warsaw|Krakow|Bucharest|Athens|Stockholm|Oslo|Copenhagen|Zurich|Vienna';
const ABROAD = new RegExp(`\\b(?:${COUNTRIES}|${CITIES})\\b`);

/** Whether the words that name an employer place it abroad: its hospital is none of the NHS, its council none of ours. */
export function isAbroad(words: string): boolean {
  return !/\bNHS\b/.test(words) && ABROAD.test(words);
}
